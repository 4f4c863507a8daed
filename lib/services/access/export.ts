import { type AccessFilter, type AccessRow, accessFilterSchema } from "@/lib/api/access";
import { parseInput } from "@/lib/api/parse";
import type { Actor } from "@/lib/auth/actor";
import { may } from "@/lib/auth/permissions";
import { scopeNames } from "@/lib/auth/server-scope";
import { streamRows } from "@/lib/db-stream";
import { ok, type Result } from "@/lib/errors";
import { recordEvent } from "@/lib/services/audit/record";
import { transact } from "@/lib/services/audit/transaction";
import { EXPORT_FORMATS, exportText } from "./export-lines";
import { type AccessSqlRow, accessItem } from "./row";
import { scoped } from "./sources";
import { accessRows } from "./sql";

/**
 * Every way in of the filter as text, as it stands at one moment, part by part. The export is an event before its first byte.
 * Errors: `not-allowed`, `invalid-input`.
 */
export async function exportAccess(
  actor: Actor,
  format: keyof typeof EXPORT_FORMATS,
  input: unknown,
): Promise<Result<AsyncGenerator<string>>> {
  const allowed = may(actor, "access.export");
  if (!allowed.ok) return allowed;
  const parsed = parseInput(accessFilterSchema, input);
  if (!parsed.ok) return parsed;
  const filter = parsed.value;
  await recordExport(actor, format, filter);
  const note = {
    filter,
    exportedAt: new Date().toISOString(),
    exportedBy: actor.name,
    onlyServerGroups: scopeNames(actor),
  };
  return ok(exportText(EXPORT_FORMATS[format], note, rowsOf(actor, filter)));
}

export async function recordExport(actor: Actor, format: string, filter: AccessFilter): Promise<void> {
  await transact(async (tx) => {
    const nounName = `Who maps to which account (${filter.view})`;
    const onlyServerGroups = scopeNames(actor);
    const after = { format, ...filter, ...(onlyServerGroups && { onlyServerGroups }) };
    await recordEvent(tx, actor, { action: "access.export", nounId: filter.view, nounName, after });
    return ok(null);
  });
}

export async function* rowsOf(actor: Actor, filter: AccessFilter): AsyncGenerator<AccessRow[]> {
  for await (const rows of streamRows<AccessSqlRow>(accessRows(scoped(actor, filter), null, null)))
    yield rows.map((row) => accessItem(row, Date.now(), filter.at !== ""));
}
