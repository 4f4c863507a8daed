import { type AccountItem, accountQuerySchema } from "@/lib/api/accounts";
import { cutPage, literally, type Page, pageWindow } from "@/lib/api/page";
import { parseInput } from "@/lib/api/parse";
import type { Actor } from "@/lib/auth/actor";
import { may } from "@/lib/auth/permissions";
import { db } from "@/lib/db";
import { ok, type Result } from "@/lib/errors";
import { ACCOUNT_COLUMNS, accountItem } from "./row";

/** Accounts by name, one page. Errors: `not-allowed`, `invalid-input`. */
export async function listAccounts(actor: Actor, input: unknown): Promise<Result<Page<AccountItem>>> {
  const allowed = may(actor, "read");
  if (!allowed.ok) return allowed;
  const query = parseInput(accountQuerySchema, input);
  if (!query.ok) return query;
  const { cursor, limit } = query.value;
  const where = { userNameKey: { contains: literally(query.value.query.toLowerCase()) } };
  const [total, rows] = await Promise.all([
    db().account.count({ where }),
    db().account.findMany({
      where,
      select: ACCOUNT_COLUMNS,
      orderBy: { userNameKey: "asc" },
      ...pageWindow({ cursor, limit }),
    }),
  ]);
  return ok(cutPage(rows, limit, total, accountItem));
}
