import type { AccountPlace } from "@/lib/api/accounts";
import type { Actor } from "@/lib/auth/actor";
import { visibleServers } from "@/lib/auth/server-scope";
import type { Prisma } from "@/lib/generated/prisma/client";
import { replacesPasswords } from "@/lib/iis/password-handling";

interface Account {
  id: string;
  userNameKey: string;
  passwordVersion: number;
  /** What it is limited to; empty: everywhere. */
  groupIds: readonly string[];
}

/** Every target whose deployed revision uses the account, and whether the stored password was proven to be there. */
export async function placesOf(
  tx: Prisma.TransactionClient,
  actor: Actor,
  account: Account,
): Promise<AccountPlace[]> {
  const targets = await tx.target.findMany({
    where: {
      server: visibleServers(actor),
      deployedRevision: { accounts: { some: { userNameKey: account.userNameKey } } },
    },
    select: {
      id: true,
      scope: true,
      server: {
        select: { id: true, name: true, passwordHandling: true, groups: { select: { groupId: true } } },
      },
      siteConfig: { select: { id: true, name: true } },
      deployedRevision: { select: { number: true } },
      jobs: { where: { state: { in: ["queued", "leased"] } }, select: { id: true }, take: 1 },
    },
    orderBy: [{ server: { name: "asc" } }, { scope: "asc" }],
    take: 1000,
  });
  const proven = await tx.deploymentTarget.groupBy({
    by: ["targetId"],
    where: {
      targetId: { in: targets.map(({ id }) => id) },
      state: "verified",
      passwords: { path: [account.id], equals: account.passwordVersion },
    },
    _min: { finishedAt: true },
  });
  const since = new Map(proven.map(({ targetId, _min }) => [targetId, _min.finishedAt]));
  return targets.map(({ id, scope, server, siteConfig, deployedRevision, jobs }) => {
    const replaced = replacesPasswords(server.passwordHandling);
    const at = replaced ? (since.get(id) ?? null) : null;
    const state = at ? "current" : jobs.length > 0 ? "pushing" : replaced ? "older" : "kept";
    return {
      targetId: id,
      serverId: server.id,
      serverName: server.name,
      scope,
      siteConfigId: siteConfig.id,
      siteConfigName: siteConfig.name,
      revision: deployedRevision?.number ?? 0,
      password: account.passwordVersion === 0 ? "none" : state,
      passwordAt: at?.toISOString() ?? null,
      inScope:
        account.groupIds.length === 0 ||
        server.groups.some(({ groupId }) => account.groupIds.includes(groupId)),
    };
  });
}
