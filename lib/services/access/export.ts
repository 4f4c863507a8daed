import { type AccessQuery, accessQuerySchema } from "@/lib/api/access";
import { PAGE_LIMIT } from "@/lib/api/page";
import { parseInput } from "@/lib/api/parse";
import type { Actor } from "@/lib/auth/actor";
import { may } from "@/lib/auth/permissions";
import { db } from "@/lib/db";
import { ok, type Result } from "@/lib/errors";
import { recordEvent } from "@/lib/services/audit/record";
import { transact } from "@/lib/services/audit/transaction";
import { CSV_HEADER, csvLine } from "./csv";
import { type AccessKey, type AccessSqlRow, accessItem } from "./row";
import { accessPage } from "./sql";

/** The whole view as CSV, a page at a time. The export is an event before its first byte. Errors: `not-allowed`, `invalid-input`. */
export async function exportAccess(actor: Actor, input: unknown): Promise<Result<AsyncGenerator<string>>> {
  const allowed = may(actor, "access.export");
  if (!allowed.ok) return allowed;
  const parsed = parseInput(accessQuerySchema, input);
  if (!parsed.ok) return parsed;
  const { view, query } = parsed.value;
  await transact(async (tx) => {
    const nounName = `Who maps to which account (${view})`;
    await recordEvent(tx, actor, { action: "access.export", nounId: view, nounName, after: { view, query } });
    return ok(null);
  });
  return ok(lines(parsed.value));
}

async function* lines(query: AccessQuery): AsyncGenerator<string> {
  yield `\uFEFF${CSV_HEADER}`;
  let after: AccessKey | null = null;
  for (;;) {
    const rows: AccessSqlRow[] = await db().$queryRaw<AccessSqlRow[]>(accessPage(query, after, PAGE_LIMIT));
    for (const row of rows) yield csvLine(accessItem(row, Date.now()));
    const last = rows.at(-1);
    if (last === undefined || rows.length < PAGE_LIMIT) return;
    after = [last.userKey, String(last.entryId), last.targetId ?? ""];
  }
}
