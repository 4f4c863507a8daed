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
  _count: { select: { oneToOneMappings: true, manyToOneMappings: true } },
} as const satisfies Prisma.AccountSelect;

export function accountItem({
  _count,
  ...row
}: Prisma.AccountGetPayload<{ select: typeof ACCOUNT_COLUMNS }>): AccountItem {
  return {
    ...row,
    passwordSetAt: row.passwordSetAt?.toISOString() ?? null,
    createdAt: row.createdAt.toISOString(),
    mappings: _count.oneToOneMappings + _count.manyToOneMappings,
  };
}
