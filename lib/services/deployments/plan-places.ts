import type { TargetPlan } from "@/lib/api/deployments";
import type { Actor } from "@/lib/auth/actor";
import { mayOnServers } from "@/lib/auth/server-scope";
import { db } from "@/lib/db";
import { type CodedError, fail, ok, type Result } from "@/lib/errors";
import { accountKey } from "@/lib/iis/passwords";
import type { SiteConfig } from "@/lib/iis/site-config";
import { limitedAccounts } from "@/lib/services/revisions/account-scope";
import { othersOf, sharedGroups } from "@/lib/services/revisions/shared-configuration";
import { closedServers } from "@/lib/services/revisions/windows";
import { planTarget, SERVER_FOR_PLAN } from "./plan-target";

/** What a push of `desired` would do, place by place; changes nothing. `rejection`: why the revision is not to be
 * applied anywhere. Errors: `not-found`, `server-out-of-scope`. */
export async function planPlaces(
  actor: Actor,
  siteConfigId: string,
  desired: SiteConfig,
  places: readonly { serverId: string; scope: string }[],
  rejection: { error: CodedError } | null = null,
): Promise<Result<TargetPlan[]>> {
  const ids = places.map(({ serverId }) => serverId);
  const now = Date.now();
  const [servers, stored, limited, closed] = await Promise.all([
    db().server.findMany({
      where: { id: { in: ids } },
      include: SERVER_FOR_PLAN,
    }),
    db().account.findMany({ where: { sealedPassword: { not: null } }, select: { userNameKey: true } }),
    limitedAccounts(db(), desired),
    closedServers(db(), ids, now),
  ]);
  const groupOf = await sharedGroups(db(), servers);
  const reached = servers.flatMap((server) => othersOf(groupOf(server), server.id));
  const inScope = mayOnServers(actor, [...servers, ...reached]);
  if (!inScope.ok) return inScope;
  const serverOf = new Map(servers.map((server) => [server.id, server]));
  const keys = new Set(stored.map(({ userNameKey }) => userNameKey));
  const accounts = { hasPassword: (userName: string) => keys.has(accountKey(userName)), limited };
  const plans: TargetPlan[] = [];
  for (const { serverId, scope } of places) {
    const server = serverOf.get(serverId);
    if (server === undefined)
      return fail("not-found", "One of the servers is not there any more.", { field: "targets" });
    const plan = planTarget(server, scope, siteConfigId, desired, accounts, groupOf(server), now);
    const opens = closed.get(serverId);
    plans.push({
      ...plan,
      opens: opens ? { ...opens, at: new Date(opens.at).toISOString() } : null,
      blockers: [...(rejection ? [rejection.error] : []), ...plan.blockers],
    });
  }
  return ok(plans);
}
