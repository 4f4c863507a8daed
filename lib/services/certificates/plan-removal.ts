import type { Actor } from "@/lib/auth/actor";
import { fail, ok, type Result } from "@/lib/errors";
import type { Prisma } from "@/lib/generated/prisma/client";
import { recordEvent } from "@/lib/services/audit/record";
import type { SuccessionRow } from "./predecessors";

/** Plans that the old mapping goes at a date; publishing the draft authorises it. Error: `conflict` where one is authorised already. */
export async function planRemoval(
  tx: Prisma.TransactionClient,
  actor: Actor,
  siteConfig: { id: string; name: string },
  plan: { older: SuccessionRow; newer: SuccessionRow; userName: string; removeAt: Date },
): Promise<Result<null>> {
  const { older, newer, userName, removeAt } = plan;
  const open = await tx.scheduledRemoval.findFirst({
    where: {
      siteConfigId: siteConfig.id,
      oldSha256: older.sha256,
      state: { in: ["planned", "waiting", "pushing", "failed"] },
    },
  });
  if (open !== null && open.state !== "planned")
    return fail(
      "conflict",
      `The removal of ${older.displayName} from ${siteConfig.name} is ${open.state} already. Move its date or cancel it first.`,
    );
  const data = {
    siteConfigId: siteConfig.id,
    oldSha256: older.sha256,
    oldName: older.displayName,
    newSha256: newer.sha256,
    newName: newer.displayName,
    userName,
    removeAt,
    createdBy: actor.name,
  };
  if (open === null) await tx.scheduledRemoval.create({ data });
  else
    await tx.scheduledRemoval.update({
      where: { id: open.id },
      data: { ...data, version: { increment: 1 } },
    });
  await recordEvent(tx, actor, {
    action: "removal.plan",
    nounId: siteConfig.id,
    nounName: `${older.displayName} from ${siteConfig.name}`,
    after: { old: older.sha256, new: newer.sha256, userName, removeAt: removeAt.toISOString() },
  });
  return ok(null);
}
