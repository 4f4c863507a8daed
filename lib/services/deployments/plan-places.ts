import type { TargetPlan } from "@/lib/api/deployments";
import { db } from "@/lib/db";
import { fail, ok, type Result } from "@/lib/errors";
import { accountKey } from "@/lib/iis/passwords";
import type { SiteConfig } from "@/lib/iis/site-config";
import { limitedAccounts } from "@/lib/services/revisions/account-scope";
import { planTarget, SERVER_FOR_PLAN } from "./plan-target";

/** What a push of `desired` would do, place by place; changes nothing. Error: `not-found`. */
export async function planPlaces(
  siteConfigId: string,
  desired: SiteConfig,
  places: readonly { serverId: string; scope: string }[],
): Promise<Result<TargetPlan[]>> {
  const [servers, stored, limited] = await Promise.all([
    db().server.findMany({
      where: { id: { in: places.map(({ serverId }) => serverId) } },
      include: SERVER_FOR_PLAN,
    }),
    db().account.findMany({ where: { sealedPassword: { not: null } }, select: { userNameKey: true } }),
    limitedAccounts(db(), desired),
  ]);
  const keys = new Set(stored.map(({ userNameKey }) => userNameKey));
  const accounts = { hasPassword: (userName: string) => keys.has(accountKey(userName)), limited };
  const plans: TargetPlan[] = [];
  for (const { serverId, scope } of places) {
    const server = servers.find(({ id }) => id === serverId);
    if (server === undefined)
      return fail("not-found", "One of the servers is not there any more.", { field: "targets" });
    plans.push(planTarget(server, scope, siteConfigId, desired, accounts, Date.now()));
  }
  return ok(plans);
}
