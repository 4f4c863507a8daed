import { z } from "zod";
import type { DeploymentItem } from "@/lib/api/deployments";
import { parseInput } from "@/lib/api/parse";
import { type PasswordPush, startPasswordPushSchema } from "@/lib/api/password-pushes";
import type { Actor } from "@/lib/auth/actor";
import { may } from "@/lib/auth/permissions";
import { fail, ok, type Result } from "@/lib/errors";
import { transact } from "@/lib/services/audit/transaction";
import { pushRevision } from "@/lib/services/revisions/push";
import { placeKey } from "@/lib/services/revisions/take-targets";
import { readItem } from "./row";

/**
 * Starts the pushes that bring an account's password to its servers, all or none of them: one deployment for each revision.
 * Errors: `not-allowed`, `invalid-input`, `not-found`, `conflict` (something else was deployed meanwhile), and those of startDeployment.
 */
export async function startPasswordPush(
  actor: Actor,
  accountId: string,
  input: unknown,
): Promise<Result<PasswordPush>> {
  const allowed = may(actor, "deployment.start");
  if (!allowed.ok) return allowed;
  const parsed = parseInput(startPasswordPushSchema, input);
  if (!parsed.ok) return parsed;
  const { pushes, message } = parsed.value;
  const keys = pushes.flatMap(({ targets }) => targets.map(placeKey));
  if (new Set(keys).size < keys.length)
    return fail("invalid-input", "A place is named twice. Name each one once.", { field: "pushes" });
  return transact(
    async (tx) => {
      const account =
        z.uuid().safeParse(accountId).success &&
        (await tx.account.findUnique({ where: { id: accountId }, select: { userName: true } }));
      if (!account) return fail("not-found", "There is no such account. It may have been deleted.");
      const why = `New password of ${account.userName}${message && `: ${message}`}`;
      const ids: string[] = [];
      for (const push of pushes) {
        const pushed = await pushRevision(tx, actor, { ...push, message: why, kind: "password" });
        if (!pushed.ok) return pushed;
        // The targets are locked by now: what is deployed there cannot change any more.
        const { id: deploymentId, revisionId } = pushed.value;
        const unchanged = await tx.deploymentTarget.count({
          where: { deploymentId, target: { deployedRevisionId: revisionId } },
        });
        if (unchanged < push.targets.length)
          return fail(
            "conflict",
            `Something else than revision ${push.revision} is deployed by now. Check again what will change.`,
          );
        ids.push(deploymentId);
      }
      const deployments: DeploymentItem[] = [];
      for (const id of ids) deployments.push(await readItem(tx, id));
      return ok({ deployments });
    },
    { timeout: 60_000 },
  );
}
