import { z } from "zod";

/**
 * `GET site-configs/{id}/mappings/table`: every one-to-one mapping of the draft in one answer, for a browser that sorts and filters
 * them itself. Rows are tuples and accounts stand once, so that 10,000 of them are small and quick to read.
 */
const flag = z.union([z.literal(0), z.literal(1)]);
/** Seconds since 1970. */
const seconds = z.number().int();

export const mappingTableSchema = z.object({
  /** Of the draft that the rows are from: what a change names as If-Match. */
  version: z.number().int(),
  accounts: z.array(z.tuple([z.uuid(), z.string(), flag])),
  rows: z.array(
    z.tuple([
      z.uuid(),
      z.string(),
      flag,
      /** The account's place among the accounts. */
      z.number().int(),
      z.uuid(),
      /** The certificate's subject, owner and end. */
      z.string(),
      z.string(),
      seconds,
      /** When and by whom it was added. */
      seconds,
      z.string(),
    ]),
  ),
});

/** `GET site-configs/{id}/mappings/findings`: what the linter says about single mappings, by the mapping's id. */
export const mappingFindingsSchema = z.object({
  version: z.number().int(),
  findings: z.array(z.tuple([z.uuid(), z.enum(["error", "warning", "info"]), z.string()])),
});

const ids = z
  .array(z.uuid(), "Choose mappings.")
  .min(1, "Choose at least one mapping.")
  .max(20_000, "Choose at most 20,000 mappings at once.");

/** `POST site-configs/{id}/mappings/bulk`: all of them or none. */
export const bulkMappingsSchema = z.discriminatedUnion("action", [
  z.strictObject({ action: z.literal("enable"), ids }),
  z.strictObject({ action: z.literal("disable"), ids }),
  z.strictObject({ action: z.literal("move"), ids, accountId: z.uuid("Choose an account.") }),
  z.strictObject({ action: z.literal("remove"), ids }),
]);
/** How many were changed (those that were so already are not), and the draft's version now: what Undo names. */
export const bulkResultSchema = z.object({
  changed: z.number().int(),
  label: z.string(),
  version: z.number().int(),
});

export type MappingTable = z.infer<typeof mappingTableSchema>;
export type MappingFindings = z.infer<typeof mappingFindingsSchema>;
export type BulkMappings = z.infer<typeof bulkMappingsSchema>;
export type BulkResult = z.infer<typeof bulkResultSchema>;
