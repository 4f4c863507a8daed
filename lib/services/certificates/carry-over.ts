import type { Actor } from "@/lib/auth/actor";
import type { Prisma } from "@/lib/generated/prisma/client";
import { LABELLED_COLUMNS, relabel } from "./relabel";

/** Owner, notes and tags of the old certificate for the new one: what it says of itself already stays, tags come together. */
export async function carryOver(
  tx: Prisma.TransactionClient,
  actor: Actor,
  { older, newer }: { older: { id: string }; newer: { id: string } },
): Promise<void> {
  await tx.$queryRaw`SELECT 1 FROM "Certificate" WHERE id = ${newer.id}::uuid FOR UPDATE`;
  const from = await tx.certificate.findUniqueOrThrow({ where: { id: older.id }, select: LABELLED_COLUMNS });
  const to = await tx.certificate.findUniqueOrThrow({ where: { id: newer.id }, select: LABELLED_COLUMNS });
  const held = new Set(to.tags.map((tag) => tag.toLowerCase()));
  const tags = [...to.tags, ...from.tags.filter((tag) => !held.has(tag.toLowerCase()))].slice(0, 50);
  await relabel(tx, actor, to, { owner: to.owner || from.owner, notes: to.notes || from.notes, tags });
}
