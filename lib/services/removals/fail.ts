import { CONSOLE } from "@/lib/auth/actor";
import type { Prisma } from "@/lib/generated/prisma/client";
import { recordEvent } from "@/lib/services/audit/record";
import { authorityOf, REMOVAL_ROW, type RemovalRow, removalEvidence } from "./row";

/** Makes everything that is due in a site config a case for a person: what was tried was undone. */
export async function failDue(
  tx: Prisma.TransactionClient,
  siteConfigId: string,
  now: number,
  reason: string,
): Promise<void> {
  const due = await tx.scheduledRemoval.findMany({
    where: { siteConfigId, state: "waiting", removeAt: { lte: new Date(now) } },
    include: REMOVAL_ROW,
  });
  for (const removal of due) await failRemoval(tx, removal, reason);
}

/** Makes a removal a case for a person, with its event; the same reason again says nothing new. */
export async function failRemoval(
  tx: Prisma.TransactionClient,
  removal: RemovalRow,
  reason: string,
): Promise<void> {
  if (removal.state === "failed" && removal.reason === reason) return;
  await tx.scheduledRemoval.update({
    where: { id: removal.id },
    data: { state: "failed", reason, version: { increment: 1 } },
  });
  await recordEvent(tx, CONSOLE, {
    action: "removal.failed",
    nounId: removal.siteConfigId,
    nounName: `${removal.oldName} from ${removal.siteConfig.name}`,
    after: removalEvidence(removal),
    reason: `${reason} (${authorityOf(removal)})`,
  });
}
