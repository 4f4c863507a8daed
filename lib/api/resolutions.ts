import { z } from "zod";
import { mappingListSchema } from "@/lib/api/mapping-list";
import { COUNT_LIMIT } from "@/lib/api/page";
import { factSchema } from "@/lib/api/runtime-fact";

/** Of a long list the entries that match or are broken come first; the rest is counted and not sent. */
export const TRACE_LIMIT = 500;

/** `POST site-configs/{id}/resolutions`: a question, asked of the draft or of a revision. It changes nothing. */
export const resolveSchema = z
  .strictObject({
    /** A stored certificate, or any as a blob, which is not stored. */
    certificateId: z.uuid("Choose a certificate.").optional(),
    certificate: z.string().min(1).max(100_000, "A certificate has a few kilobytes.").optional(),
    revision: z.number().int().min(1).max(COUNT_LIMIT).optional(),
  })
  .refine(({ certificateId, certificate }) => (certificateId === undefined) !== (certificate === undefined), {
    path: ["certificateId"],
    message: "Choose a certificate.",
  });

/** A mapping by its list and place. */
export const entrySchema = z.object({
  list: mappingListSchema,
  /** Its place in the list, from 0. */
  index: z.number().int(),
  name: z.string(),
});
export const traceEntrySchema = entrySchema.extend({
  result: z.enum(["decided", "shadowed", "no", "off", "broken", "duplicate"]),
  because: z.string(),
});
export const resolutionSchema = z.object({
  decision: z.enum(["allow", "deny", "no-match"]),
  account: z.string().nullable(),
  by: entrySchema.nullable(),
  outcome: z.object({
    status: z.string().nullable(),
    identity: z.string().nullable(),
    summary: z.string(),
    notes: z.array(z.string()),
  }),
  certainty: z.object({ verified: z.boolean(), note: z.string(), because: z.array(factSchema) }),
  /** In the order of evaluation. */
  trace: z.array(traceEntrySchema),
  /** How many entries there are; `trace` may hold fewer. */
  entries: z.number().int(),
});

export type ResolutionItem = z.infer<typeof resolutionSchema>;
export type TraceItem = z.infer<typeof traceEntrySchema>;
