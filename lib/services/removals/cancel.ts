import type { RemovalItem } from "@/lib/api/removals";
import type { Actor } from "@/lib/auth/actor";
import { may } from "@/lib/auth/permissions";
import { fail, ok, type Result } from "@/lib/errors";
import { recordEvent } from "@/lib/services/audit/record";
import { transact } from "@/lib/services/audit/transaction";
import { REMOVAL_ROW, removalEvidence, removalItem } from "./row";
import { takeRemoval } from "./take";

const OPEN = ["planned", "waiting", "failed"];

/**
 * Calls a removal off: the old certificate stays mapped until somebody removes it. Of a failed one it ends the alarm.
 * Errors: `not-allowed`, `not-found`, `if-match-required`, `conflict` (also when it is under way or over).
 */
export async function cancelRemoval(
  actor: Actor,
  id: string,
  version: number | null,
): Promise<Result<RemovalItem>> {
  const allowed = may(actor, "revision.publish");
  if (!allowed.ok) return allowed;
  return transact(async (tx) => {
    const taken = await takeRemoval(tx, actor, id, version);
    if (!taken.ok) return taken;
    const { state, oldName, siteConfig, siteConfigId } = taken.value;
    if (!OPEN.includes(state))
      return fail("conflict", `The removal is ${state}. There is nothing to cancel.`);
    const row = await tx.scheduledRemoval.update({
      where: { id },
      data: {
        state: "cancelled",
        mac: null,
        finishedAt: new Date(),
        reason: `Cancelled by ${actor.name}.`,
        version: { increment: 1 },
      },
      include: REMOVAL_ROW,
    });
    await recordEvent(tx, actor, {
      action: "removal.cancel",
      nounId: siteConfigId,
      nounName: `${oldName} from ${siteConfig.name}`,
      before: { ...removalEvidence(taken.value), state },
      after: { ...removalEvidence(row), state: row.state },
    });
    return ok(removalItem(row));
  });
}
