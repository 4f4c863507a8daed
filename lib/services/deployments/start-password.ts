import { z } from "zod";
import type { DeploymentItem } from "@/lib/api/deployments";
import { parseInput } from "@/lib/api/parse";
import { type PasswordPush, startPasswordPushSchema } from "@/lib/api/password-pushes";
import type { RolloutSettings } from "@/lib/api/rollout";
import type { Actor } from "@/lib/auth/actor";
import { may } from "@/lib/auth/permissions";
import { fail, ok, type Result } from "@/lib/errors";
import type { Prisma } from "@/lib/generated/prisma/client";
import { transact } from "@/lib/services/audit/transaction";
import { pushRevision } from "@/lib/services/revisions/push";
import { placeKey } from "@/lib/services/revisions/take-targets";
import { readItem } from "./row";

/**
 * Starts the pushes that bring an account's password to its servers, all or none of them: one deployment for each revision. One target
 * of all comes first: its agent tries the password by one logon where it can. Until it is verified there, nobody else gets it: a wrong
 * one would lock the account out everywhere (`followPassword` of lib/services/agents goes on, or stops all of it).
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
        const rollout = ids.length === 0 ? CANARY : REST;
        const pushed = await pushRevision(tx, actor, { ...push, message: why, kind: "password", rollout });
        if (!pushed.ok) return pushed;
        const [canaryOfId] = ids;
        if (canaryOfId !== undefined) await waitForCanary(tx, pushed.value.id, canaryOfId);
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

const REST: RolloutSettings = { canaryCount: 0, waveSize: 0, soakSeconds: 0, stopOnFailure: true };
const CANARY: RolloutSettings = { ...REST, canaryCount: 1 };

async function waitForCanary(tx: Prisma.TransactionClient, id: string, canaryOfId: string): Promise<void> {
  const { number } = await tx.deployment.findUniqueOrThrow({ where: { id: canaryOfId } });
  const stateReason = `Waits until the first target of deployment ${number} has the password and works.`;
  await tx.deployment.update({ where: { id }, data: { canaryOfId, state: "paused", stateReason } });
}
