import { abortDeploymentSchema, type DeploymentItem } from "@/lib/api/deployments";
import { parseInput } from "@/lib/api/parse";
import type { Actor } from "@/lib/auth/actor";
import { may } from "@/lib/auth/permissions";
import { notify } from "@/lib/db-notify";
import { ok, type Result } from "@/lib/errors";
import { noteGivenUp } from "@/lib/secrets/high-water";
import { recordEvent } from "@/lib/services/audit/record";
import { transact } from "@/lib/services/audit/transaction";
import { holdDeployment, isOver } from "./hold";
import { readItem } from "./row";

/**
 * Ends a push for what still waits; what an agent has already ends by itself, and what was applied stays. Aborting twice is
 * aborting once. Errors: `not-allowed`, `invalid-input`, `not-found`, `deployment-over`.
 */
export async function abortDeployment(
  actor: Actor,
  id: string,
  input: unknown,
): Promise<Result<DeploymentItem>> {
  const allowed = may(actor, "deployment.start");
  if (!allowed.ok) return allowed;
  const parsed = parseInput(abortDeploymentSchema, input);
  if (!parsed.ok) return parsed;
  const { reason } = parsed.value;
  const aborted = await transact(async (tx) => {
    const held = await holdDeployment(tx, actor, id);
    if (!held.ok) return held;
    if (held.value.state === "done") return isOver();
    let givenUp: { targetId: string; sequence: number }[] = [];
    if (held.value.state !== "aborted") {
      const message = `Aborted by ${actor.name}: ${reason}`;
      const left = await tx.deploymentTarget.updateManyAndReturn({
        where: { deploymentId: id, state: "queued" },
        data: {
          state: "superseded",
          finishedAt: new Date(),
          result: { code: null, message, warnings: [], observedDigest: null },
        },
        select: { targetId: true, sequence: true },
      });
      givenUp = left;
      await tx.deployment.update({
        where: { id },
        data: { state: "aborted", stateReason: message, soakUntil: null },
      });
      await recordEvent(tx, actor, {
        action: "deployment.abort",
        nounId: id,
        nounName: `Deployment ${held.value.number}`,
        after: { notPushedTo: left.length },
        reason,
      });
      await notify(tx, "deployment", id);
    }
    return ok({ item: await readItem(tx, id), givenUp });
  });
  // Outside the database too: somebody who puts the rows back must not bring the push back with them.
  if (!aborted.ok) return aborted;
  noteGivenUp(aborted.value.givenUp);
  return ok(aborted.value.item);
}
