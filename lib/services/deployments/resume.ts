import type { DeploymentItem } from "@/lib/api/deployments";
import type { Actor } from "@/lib/auth/actor";
import { may } from "@/lib/auth/permissions";
import { notify } from "@/lib/db-notify";
import { ok, type Result } from "@/lib/errors";
import { recordEvent } from "@/lib/services/audit/record";
import { transact } from "@/lib/services/audit/transaction";
import { holdDeployment, isOver } from "./hold";
import { readItem } from "./row";
import { wakeAgents } from "./wake-agents";

/**
 * Goes on where a push was paused or stopped; failures up to here count as seen. Resuming what runs changes nothing.
 * Errors: `not-allowed`, `not-found`, `deployment-over`.
 */
export async function resumeDeployment(actor: Actor, id: string): Promise<Result<DeploymentItem>> {
  const allowed = may(actor, "deployment.start");
  if (!allowed.ok) return allowed;
  return transact(async (tx) => {
    const held = await holdDeployment(tx, actor, id);
    if (!held.ok) return held;
    const { state, number, soakUntil } = held.value;
    if (state === "aborted" || state === "done") return isOver();
    if (state === "paused") {
      const failuresAccepted = await tx.deploymentTarget.count({
        where: { deploymentId: id, state: { in: ["failed", "undone"] } },
      });
      await tx.deployment.update({
        where: { id },
        data: { state: soakUntil === null ? "running" : "soaking", stateReason: null, failuresAccepted },
      });
      await recordEvent(tx, actor, {
        action: "deployment.resume",
        nounId: id,
        nounName: `Deployment ${number}`,
        after: { failuresAccepted },
      });
      await wakeAgents(tx, id);
      await notify(tx, "deployment", id);
    }
    return ok(await readItem(tx, id));
  });
}
