import { parseInput } from "@/lib/api/parse";
import { changeRemovalSchema, type RemovalItem } from "@/lib/api/removals";
import type { Actor } from "@/lib/auth/actor";
import { may } from "@/lib/auth/permissions";
import { fail, ok, type Result } from "@/lib/errors";
import { removalMac } from "@/lib/secrets/records";
import { recordEvent } from "@/lib/services/audit/record";
import { transact } from "@/lib/services/audit/transaction";
import { REMOVAL_ROW, removalEvidence, removalItem } from "./row";
import { takeRemoval } from "./take";

/**
 * Moves a removal to another date; one that failed before anything was published waits again. Who moves it answers for it from then on.
 * Errors: `not-allowed`, `invalid-input`, `not-found`, `if-match-required`, `conflict`.
 */
export async function changeRemoval(
  actor: Actor,
  id: string,
  version: number | null,
  input: unknown,
): Promise<Result<RemovalItem>> {
  const allowed = may(actor, "revision.publish");
  if (!allowed.ok) return allowed;
  const parsed = parseInput(changeRemovalSchema, input);
  if (!parsed.ok) return parsed;
  const { removeAt } = parsed.value;
  if (removeAt.getTime() <= Date.now())
    return fail("invalid-input", "Choose a date to come. To remove the mapping now, remove it and publish.", {
      field: "removeAt",
    });
  return transact(async (tx) => {
    const taken = await takeRemoval(tx, actor, id, version);
    if (!taken.ok) return taken;
    const before = taken.value;
    const open = before.state === "waiting" || (before.state === "failed" && before.removalRevision === null);
    if (!open && before.state !== "planned")
      return fail("conflict", `The removal is ${before.state}. Its date cannot be moved any more.`);
    const authorised = { ...before, removeAt, authorisedBy: actor.name };
    const row = await tx.scheduledRemoval.update({
      where: { id },
      data: {
        removeAt,
        version: { increment: 1 },
        ...(open && {
          state: "waiting",
          authorisedBy: actor.name,
          authorisedAt: new Date(),
          mac: removalMac(authorised),
          reason: null,
          finishedAt: null,
        }),
      },
      include: REMOVAL_ROW,
    });
    await recordEvent(tx, actor, {
      action: "removal.change",
      nounId: row.siteConfigId,
      nounName: `${row.oldName} from ${row.siteConfig.name}`,
      before: removalEvidence(before),
      after: removalEvidence(row),
    });
    return ok(removalItem(row));
  });
}
