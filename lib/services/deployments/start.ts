import { type DeploymentItem, startDeploymentSchema } from "@/lib/api/deployments";
import { parseInput } from "@/lib/api/parse";
import type { Actor } from "@/lib/auth/actor";
import { may } from "@/lib/auth/permissions";
import { fail, ok, type Result } from "@/lib/errors";
import { transact } from "@/lib/services/audit/transaction";
import { pushRevision } from "@/lib/services/revisions/push";
import { placeKey } from "@/lib/services/revisions/take-targets";
import { readItem } from "./row";

/**
 * Pushes a revision to targets as the person confirmed them. Errors: `not-allowed`, `invalid-input`, `not-found`, `stored-data-altered`,
 * `server-not-approved`, `target-taken`, `push-running`, `account-out-of-scope`, `revision-rejected`, `target-observed`.
 */
export async function startDeployment(actor: Actor, input: unknown): Promise<Result<DeploymentItem>> {
  const allowed = may(actor, "deployment.start");
  if (!allowed.ok) return allowed;
  const parsed = parseInput(startDeploymentSchema, input);
  if (!parsed.ok) return parsed;
  const { targets } = parsed.value;
  if (new Set(targets.map(placeKey)).size < targets.length)
    return fail("invalid-input", "A place is named twice. Name each one once.", { field: "targets" });
  return transact(
    async (tx) => {
      const pushed = await pushRevision(tx, actor, parsed.value);
      if (!pushed.ok) return pushed;
      return ok(await readItem(tx, pushed.value.id));
    },
    { timeout: 60_000 },
  );
}
