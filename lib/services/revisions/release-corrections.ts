import type { Prisma } from "@/lib/generated/prisma/client";

/** A person has looked: what the console corrected on these targets before counts no more, and what it holds there is let go. */
export async function releaseCorrections(
  tx: Prisma.TransactionClient,
  targetIds: readonly string[],
): Promise<void> {
  if (targetIds.length === 0) return;
  await tx.correction.deleteMany({ where: { targetId: { in: [...targetIds] } } });
  await tx.target.updateMany({
    where: { id: { in: [...targetIds] }, correctionHeldAt: { not: null } },
    data: { correctionHeldAt: null, correctionHold: null },
  });
}
