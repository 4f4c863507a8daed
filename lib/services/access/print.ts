import { createHash } from "node:crypto";
import { type AccessFilter, type AccessRow, accessFilterSchema } from "@/lib/api/access";
import { parseInput } from "@/lib/api/parse";
import type { Actor } from "@/lib/auth/actor";
import { may } from "@/lib/auth/permissions";
import { scopeNames } from "@/lib/auth/server-scope";
import { fail, ok, type Result } from "@/lib/errors";
import { recordExport, rowsOf } from "./export";
import { EXPORT_FORMATS, filterText } from "./export-lines";

/** About a hundred sheets of paper. */
const PRINT_LIMIT = 5_000;

interface PrintedAccess {
  rows: AccessRow[];
  filter: AccessFilter;
  filterText: string;
  /** As in an export. */
  onlyServerGroups: string[] | null;
  printedAt: string;
  printedBy: string;
  /** Of the CSV export of the same rows, without its footer. */
  sha256: string;
}

/** The rows of the filter for paper, as they stand at one moment. Errors: `not-allowed`, `invalid-input`, `too-many-rows`. */
export async function printAccess(actor: Actor, input: unknown): Promise<Result<PrintedAccess>> {
  const allowed = may(actor, "access.export");
  if (!allowed.ok) return allowed;
  const parsed = parseInput(accessFilterSchema, input);
  if (!parsed.ok) return parsed;
  const filter = parsed.value;
  const { header, row: line } = EXPORT_FORMATS.csv;
  const hash = createHash("sha256").update(header);
  const rows: AccessRow[] = [];
  for await (const batch of rowsOf(actor, filter)) {
    for (const row of batch) hash.update(line(row));
    rows.push(...batch);
    if (rows.length > PRINT_LIMIT)
      return fail(
        "too-many-rows",
        `More than ${PRINT_LIMIT.toLocaleString("en")} ways in are too many for paper. Narrow the filter, or export CSV.`,
      );
  }
  await recordExport(actor, "print", filter);
  return ok({
    rows,
    filter,
    filterText: filterText(filter),
    onlyServerGroups: scopeNames(actor),
    printedAt: new Date().toISOString(),
    printedBy: actor.name,
    sha256: hash.digest("hex"),
  });
}
