import { type DeploymentPlan, planDeploymentSchema } from "@/lib/api/deployments";
import { parseInput } from "@/lib/api/parse";
import type { Actor } from "@/lib/auth/actor";
import { may } from "@/lib/auth/permissions";
import { db } from "@/lib/db";
import { fail, ok, type Result } from "@/lib/errors";
import { accountKey } from "@/lib/iis/passwords";
import { limitedAccounts } from "@/lib/services/revisions/account-scope";
import { readRevision } from "@/lib/services/revisions/read";
import { planTarget, SERVER_FOR_PLAN } from "./plan-target";

/** What a push would do, target by target; changes nothing. Errors: `not-allowed`, `invalid-input`, `not-found`, `stored-data-altered`. */
export async function planDeployment(actor: Actor, input: unknown): Promise<Result<DeploymentPlan>> {
  const allowed = may(actor, "deployment.start");
  if (!allowed.ok) return allowed;
  const parsed = parseInput(planDeploymentSchema, input);
  if (!parsed.ok) return parsed;
  const { siteConfigId, targets } = parsed.value;
  const revision = await readRevision(db(), siteConfigId, parsed.value.revision);
  if (!revision.ok) return revision;
  const [servers, stored, limited] = await Promise.all([
    db().server.findMany({
      where: { id: { in: targets.map(({ serverId }) => serverId) } },
      include: SERVER_FOR_PLAN,
    }),
    db().account.findMany({ where: { sealedPassword: { not: null } }, select: { userNameKey: true } }),
    limitedAccounts(db(), revision.value.config),
  ]);
  const keys = new Set(stored.map(({ userNameKey }) => userNameKey));
  const accounts = { hasPassword: (userName: string) => keys.has(accountKey(userName)), limited };
  const plans = [];
  for (const { serverId, scope } of targets) {
    const server = servers.find(({ id }) => id === serverId);
    if (server === undefined)
      return fail("not-found", "One of the servers is not there any more.", { field: "targets" });
    plans.push(planTarget(server, scope, siteConfigId, revision.value.config, accounts, Date.now()));
  }
  return ok({ targets: plans });
}
