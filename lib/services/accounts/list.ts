import { type AccountItem, type AccountQuery, accountQuerySchema } from "@/lib/api/accounts";
import { cutPage, literally, type Page, pageWindow } from "@/lib/api/page";
import { parseInput } from "@/lib/api/parse";
import type { Actor } from "@/lib/auth/actor";
import { may } from "@/lib/auth/permissions";
import { db } from "@/lib/db";
import { ok, type Result } from "@/lib/errors";
import type { Prisma } from "@/lib/generated/prisma/client";
import { PRIVILEGED_KEYS } from "@/lib/iis/privileged-account";
import { ACCOUNT_COLUMNS, accountItem } from "./row";

/** Accounts, one page. Errors: `not-allowed`, `invalid-input`. */
export async function listAccounts(actor: Actor, input: unknown): Promise<Result<Page<AccountItem>>> {
  const allowed = may(actor, "read");
  if (!allowed.ok) return allowed;
  const query = parseInput(accountQuerySchema, input);
  if (!query.ok) return query;
  const { cursor, limit, sort } = query.value;
  const where = filter(query.value);
  const [total, rows] = await Promise.all([
    db().account.count({ where }),
    db().account.findMany({
      where,
      select: ACCOUNT_COLUMNS,
      orderBy: ORDERS[sort],
      ...pageWindow({ cursor, limit }),
    }),
  ]);
  return ok(cutPage(rows, limit, total, accountItem));
}

const ORDERS: Record<AccountQuery["sort"], Prisma.AccountOrderByWithRelationInput[]> = {
  userName: [{ userNameKey: "asc" }],
  owner: [{ owner: "asc" }, { userNameKey: "asc" }],
  passwordSetAt: [{ passwordSetAt: { sort: "asc", nulls: "last" } }, { id: "asc" }],
};

function filter({ query, show, owner }: AccountQuery): Prisma.AccountWhereInput {
  const text = { contains: literally(query), mode: "insensitive" } as const;
  const searched: Prisma.AccountWhereInput[] = [
    { userNameKey: { contains: literally(query.toLowerCase()) } },
    { owner: text },
    { tags: { has: query } },
  ];
  return {
    AND: [query === "" ? {} : { OR: searched }, owner === "" ? {} : { owner }, SHOWN[show]],
  };
}

const SHOWN: Record<AccountQuery["show"], Prisma.AccountWhereInput> = {
  all: {},
  privileged: {
    OR: [
      { userNameKey: { in: [...PRIVILEGED_KEYS.equal] } },
      ...PRIVILEGED_KEYS.ends.map((end) => ({ userNameKey: { endsWith: literally(end) } })),
      ...PRIVILEGED_KEYS.begins.map((start) => ({ userNameKey: { startsWith: literally(start) } })),
      ...PRIVILEGED_KEYS.parts.map((part) => ({ userNameKey: { contains: literally(part) } })),
    ],
  },
  unused: { oneToOneMappings: { none: {} }, manyToOneMappings: { none: {} } },
  "no-password": { sealedPassword: null },
  "no-owner": { owner: "" },
};
