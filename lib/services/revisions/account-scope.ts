import { type CodedError, fail } from "@/lib/errors";
import type { Prisma } from "@/lib/generated/prisma/client";
import { accountsUsed } from "@/lib/iis/mapped-accounts";
import type { SiteConfig } from "@/lib/iis/site-config";

/** An account that may be used only on the servers of some groups. */
export interface LimitedAccount {
  userName: string;
  serverGroups: { group: { id: string; name: string } }[];
}

/** Of the accounts that a site config names, those that are limited to groups of servers. */
export function limitedAccounts(tx: Prisma.TransactionClient, config: SiteConfig): Promise<LimitedAccount[]> {
  return tx.account.findMany({
    where: { userNameKey: { in: [...accountsUsed(config).keys()] }, serverGroups: { some: {} } },
    select: { userName: true, serverGroups: { select: { group: { select: { id: true, name: true } } } } },
    orderBy: { userNameKey: "asc" },
  });
}

/** An `account-out-of-scope` for each account that may not be used on this server. */
export function outOfScope(
  limited: readonly LimitedAccount[],
  server: { name: string; groups: readonly { groupId: string }[] },
): CodedError[] {
  const groups = new Set(server.groups.map(({ groupId }) => groupId));
  return limited
    .filter(({ serverGroups }) => !serverGroups.some(({ group }) => groups.has(group.id)))
    .map(({ userName, serverGroups }) => {
      const names = serverGroups.map(({ group }) => group.name).toSorted();
      const which =
        names.length === 1 ? `the server group ${names[0]}` : `the server groups ${names.join(", ")}`;
      return fail(
        "account-out-of-scope",
        `${userName} may be used only in ${which}, and ${server.name} is not in there. An administrator can change either.`,
      ).error;
    });
}
