import { z } from "zod";
import { expectationSchema, SAVED_TEST_LIMIT } from "@/lib/api/saved-tests";
import { siteConfigNameSchema } from "@/lib/api/site-configs";
import { fail, ok, type Result } from "@/lib/errors";
import { siteConfigSchema } from "@/lib/iis/site-config";

const FORMAT = "certmap.site-configs";
const VERSION = 1;

const exportedTestSchema = z.strictObject({
  /** The certificate as base64 on one line. */
  certificate: z.string().min(1).max(100_000, "A certificate has a few kilobytes."),
  expected: expectationSchema,
  note: z.string().max(500),
});
export const exportedTestsSchema = z.array(exportedTestSchema).max(SAVED_TEST_LIMIT);

const exportedSchema = z.strictObject({
  name: siteConfigNameSchema,
  /** The whole SiteConfig, with our names of one-to-one mappings. Never a password: it has no place for one. */
  config: siteConfigSchema,
  /** What certificates must become; left out where there is none. */
  savedTests: exportedTestsSchema.optional(),
});
/** The file that an export writes and an import reads. It holds nothing that differs from one export to the next. */
const exportSchema = z.strictObject({
  format: z.literal(FORMAT),
  version: z.literal(VERSION),
  siteConfigs: z.array(exportedSchema),
});
export type ExportedTest = z.infer<typeof exportedTestSchema>;
export type ExportedSiteConfig = z.infer<typeof exportedSchema>;

/** The text of an export, a piece at a time, so that a large one never stands in memory. */
export async function* exportText(siteConfigs: AsyncIterable<ExportedSiteConfig>): AsyncGenerator<string> {
  yield `{\n  "format": ${JSON.stringify(FORMAT)},\n  "version": ${VERSION},\n  "siteConfigs": [`;
  let separator = "\n";
  for await (const each of siteConfigs) {
    // Line feeds only: to a pattern U+2028 begins a line too, and JSON may hold it within a text.
    yield `${separator}    ${JSON.stringify(each, null, 2).replaceAll("\n", "\n    ")}`;
    separator = ",\n";
  }
  yield separator === "\n" ? "]\n}\n" : "\n  ]\n}\n";
}

/** Is this value meant to be an export? Then `readExport` says what is wrong with it. */
export function isExport(value: unknown): boolean {
  return typeof value === "object" && value !== null && "format" in value && value.format === FORMAT;
}

/**
 * The site configs of an export. Errors: `export-malformed` (with the field), `export-version` for another version of the format.
 */
export function readExport(value: unknown): Result<ExportedSiteConfig[]> {
  if (!isExport(value))
    return fail("export-malformed", `This JSON is no export of Certmap: its format is not "${FORMAT}".`);
  const parsed = exportSchema.safeParse(value);
  if (parsed.success) return ok(parsed.data.siteConfigs);
  const [issue] = parsed.error.issues;
  const field = issue?.path.join(".") ?? "";
  if (field === "version")
    return fail("export-version", `This Certmap reads version ${VERSION} of the format. Update it first.`, {
      field,
    });
  return fail("export-malformed", `${field}: ${issue?.message ?? "The export is not valid."}`, { field });
}
