import { type AccessQuery, type AccessRow, accessQuerySchema } from "@/lib/api/access";
import type { Page } from "@/lib/api/page";
import { parseInput } from "@/lib/api/parse";
import type { Actor } from "@/lib/auth/actor";
import { may } from "@/lib/auth/permissions";
import { db } from "@/lib/db";
import { fail, ok, type Result } from "@/lib/errors";
import { type AccessKey, type AccessSqlRow, accessItem, readCursor, writeCursor } from "./row";
import { type ScopedFilter, scoped } from "./sources";
import { accessCount, accessRows } from "./sql";

/** Who maps to which account, by account, one page. Errors: `not-allowed`, `invalid-input`. */
export async function listAccess(actor: Actor, input: unknown): Promise<Result<Page<AccessRow>>> {
  const allowed = may(actor, "read");
  if (!allowed.ok) return allowed;
  const parsed = parseInput(accessQuerySchema, input);
  if (!parsed.ok) return parsed;
  const after = parsed.value.cursor === undefined ? null : readCursor(parsed.value.cursor);
  if (after === undefined)
    return fail("invalid-input", "The cursor is not one of ours.", { field: "cursor" });
  return ok(await readPage(scoped(actor, parsed.value), after));
}

async function readPage(
  query: AccessQuery & ScopedFilter,
  after: AccessKey | null,
): Promise<Page<AccessRow>> {
  const [counted, rows] = await Promise.all([
    db().$queryRaw<{ total: bigint }[]>(accessCount(query)),
    db().$queryRaw<AccessSqlRow[]>(accessRows(query, after, query.limit + 1)),
  ]);
  const page = rows.slice(0, query.limit);
  const last = page.at(-1);
  return {
    items: page.map((row) => accessItem(row, Date.now(), query.at !== "")),
    total: Number(counted[0]?.total ?? 0),
    nextCursor: rows.length > query.limit && last ? writeCursor(last) : null,
  };
}
