import { z } from "zod";

/** Most rows of one import. */
export const IMPORT_ROWS = 20_000;
/** Most rows of one dry-run request. */
export const CHECK_ROWS = 1000;
/** Largest import, in bytes of JSON: 20,000 rows with certificates of 1.5 KB. */
export const IMPORT_LIMIT = 48 * 1024 * 1024;

/**
 * One row of a list: this certificate, by the SHA-256 of its DER, becomes this account. An empty text, no tag and `enabled: null`
 * say nothing: what is there stays, and what is new takes IIS's default.
 */
export const importRowSchema = z.strictObject({
  /** The row in the person's list, for answers; 1 is the first. */
  row: z.number().int().min(1),
  sha256: z.string().regex(/^[0-9a-f]{64}$/, "A SHA-256 has 64 hex digits."),
  userName: z.string().max(1000),
  name: z.string().max(1000),
  owner: z.string().max(1000),
  tags: z.array(z.string().max(1000)).max(1000),
  enabled: z.boolean().nullable(),
});

const siteConfigId = z.uuid("Choose a site config.").nullable();

/** A dry run. Without a site config only certificates and accounts are looked at. */
export const checkImportSchema = z.strictObject({
  siteConfigId,
  rows: z.array(importRowSchema).min(1).max(CHECK_ROWS, `At most ${CHECK_ROWS} rows at once.`),
});

export const applyImportSchema = z.strictObject({
  siteConfigId,
  /** Of the list, for the audit. */
  fileName: z.string().max(255).default(""),
  rows: z
    .array(importRowSchema)
    .min(1, "There is no row to import.")
    .max(IMPORT_ROWS, `At most ${IMPORT_ROWS.toLocaleString("en-US")} rows at once.`),
  /** Blobs of the certificates that are not stored yet. */
  certificates: z.array(z.string().max(1_500_000, "A certificate has at most 1 MiB.")).max(IMPORT_ROWS),
});

/** What a row would add; `labels` is owner or tags of a certificate that is stored already. */
export const IMPORT_PARTS = ["certificate", "labels", "account", "mapping"] as const;
export const IMPORT_COLUMNS = ["account", "certificate", "name", "owner", "tags", "enabled"] as const;

export const rowVerdictSchema = z.object({
  row: z.number().int(),
  /**
   * `new`: it adds something; `same`: all of it is there; `conflict`: something else is there, which an import never changes;
   * `error`: it cannot be.
   */
  verdict: z.enum(["new", "same", "conflict", "error"]),
  adds: z.array(z.enum(IMPORT_PARTS)),
  column: z.enum(IMPORT_COLUMNS).optional(),
  message: z.string().optional(),
  code: z.string().optional(),
});
export const checkAnswerSchema = z.object({ rows: z.array(rowVerdictSchema) });

/** How many of each were made. All zero: everything was there. */
export const importAnswerSchema = z.object({
  certificates: z.number().int(),
  labels: z.number().int(),
  accounts: z.number().int(),
  mappings: z.number().int(),
});
export const importProgressSchema = z.object({ done: z.number().int(), total: z.number().int() });

export type ImportRow = z.infer<typeof importRowSchema>;
export type ImportColumn = (typeof IMPORT_COLUMNS)[number];
export type RowVerdict = z.infer<typeof rowVerdictSchema>;
export type ImportAnswer = z.infer<typeof importAnswerSchema>;
export type ImportProgress = z.infer<typeof importProgressSchema>;
export type CheckImport = z.input<typeof checkImportSchema>;
export type ApplyImport = z.input<typeof applyImportSchema>;
