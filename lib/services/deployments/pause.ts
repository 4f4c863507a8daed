import { type DeploymentItem, pauseDeploymentSchema } from "@/lib/api/deployments";
import { parseInput } from "@/lib/api/parse";
import type { Actor } from "@/lib/auth/actor";
import { may } from "@/lib/auth/permissions";
import { notify } from "@/lib/db-notify";
import { ok, type Result } from "@/lib/errors";
import { recordEvent } from "@/lib/services/audit/record";
import { transact } from "@/lib/services/audit/transaction";
import { holdDeployment, isOver } from "./hold";
import { readItem } from "./row";

/**
 * Nothing more is handed out; what an agent has already ends by itself. Pausing twice is pausing once.
 * Errors: `not-allowed`, `invalid-input`, `not-found`, `deployment-over`.
 */
export async function pauseDeployment(
  actor: Actor,
  id: string,
  input: unknown,
): Promise<Result<DeploymentItem>> {
  const allowed = may(actor, "deployment.start");
  if (!allowed.ok) return allowed;
  const parsed = parseInput(pauseDeploymentSchema, input);
  if (!parsed.ok) return parsed;
  return transact(async (tx) => {
    const held = await holdDeployment(tx, actor, id);
    if (!held.ok) return held;
    const { state, number } = held.value;
    if (state === "aborted" || state === "done") return isOver();
    if (state !== "paused") {
      const { reason } = parsed.value;
      const stateReason = `Paused by ${actor.name}${reason && `: ${reason}`}`;
      await tx.deployment.update({ where: { id }, data: { state: "paused", stateReason } });
      await recordEvent(tx, actor, {
        action: "deployment.pause",
        nounId: id,
        nounName: `Deployment ${number}`,
        ...(reason && { reason }),
      });
      await notify(tx, "deployment", id);
    }
    return ok(await readItem(tx, id));
  });
}
