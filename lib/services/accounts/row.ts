import type { AccountItem } from "@/lib/api/accounts";
import type { Prisma } from "@/lib/generated/prisma/client";

/** The sealed password is not among them: no list or page reads it. */
export const ACCOUNT_COLUMNS = {
  id: true,
  userName: true,
  passwordSetAt: true,
  passwordSetBy: true,
  createdAt: true,
  createdBy: true,
  owner: true,
  tags: true,
  mapBy: true,
  serverGroups: {
    select: { group: { select: { id: true, name: true } } },
    orderBy: { group: { nameKey: "asc" } },
  },
  _count: { select: { oneToOneMappings: true, manyToOneMappings: true } },
} as const satisfies Prisma.AccountSelect;

export function accountItem({
  _count,
  serverGroups,
  ...row
}: Prisma.AccountGetPayload<{ select: typeof ACCOUNT_COLUMNS }>): AccountItem {
  return {
    ...row,
    passwordSetAt: row.passwordSetAt?.toISOString() ?? null,
    createdAt: row.createdAt.toISOString(),
    serverGroups: serverGroups.map(({ group }) => group),
    mappings: _count.oneToOneMappings + _count.manyToOneMappings,
  };
}
