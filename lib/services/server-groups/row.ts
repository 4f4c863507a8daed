import type { ServerGroupItem } from "@/lib/api/server-groups";
import type { Prisma } from "@/lib/generated/prisma/client";

export const GROUP_COLUMNS = {
  id: true,
  name: true,
  note: true,
  createdAt: true,
  createdBy: true,
  accounts: {
    select: { account: { select: { id: true, userName: true } } },
    orderBy: { account: { userNameKey: "asc" } },
  },
  _count: { select: { servers: true } },
} as const satisfies Prisma.ServerGroupSelect;

export function groupItem({
  _count,
  accounts,
  ...row
}: Prisma.ServerGroupGetPayload<{ select: typeof GROUP_COLUMNS }>): ServerGroupItem {
  return {
    ...row,
    createdAt: row.createdAt.toISOString(),
    servers: _count.servers,
    accounts: accounts.map(({ account }) => account),
  };
}

/** One spelling of one name. */
export function groupKey(name: string): string {
  return name.toLowerCase();
}
