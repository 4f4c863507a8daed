import { checkImportSchema, type RowVerdict } from "@/lib/api/imports";
import { parseInput } from "@/lib/api/parse";
import type { Actor } from "@/lib/auth/actor";
import { may } from "@/lib/auth/permissions";
import { db } from "@/lib/db";
import { fail, ok, type Result } from "@/lib/errors";
import { judgeRow, readRow } from "./judge";
import { readKnown } from "./known";

/** A dry run: what importing these rows would do, row by row. Nothing is written. Errors: `not-allowed`, `invalid-input`, `not-found`. */
export async function checkImport(actor: Actor, input: unknown): Promise<Result<{ rows: RowVerdict[] }>> {
  const allowed = may(actor, "site-config.write");
  if (!allowed.ok) return allowed;
  const parsed = parseInput(checkImportSchema, input);
  if (!parsed.ok) return parsed;
  const { siteConfigId, rows } = parsed.value;
  const into = siteConfigId !== null;
  if (into && (await db().siteConfig.count({ where: { id: siteConfigId } })) === 0)
    return fail("not-found", "There is no such site config. It may have been deleted.", {
      field: "siteConfigId",
    });
  const read = rows.map((row) => readRow(row, into));
  const sound = read.flatMap((each) => ("verdict" in each ? [] : [each]));
  const known = await db().$transaction((tx) => readKnown(tx, actor, siteConfigId, sound));
  return ok({
    rows: read.map((each) => ("verdict" in each ? each : judgeRow(each, known.of(each), into))),
  });
}
