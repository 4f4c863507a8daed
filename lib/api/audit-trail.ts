import { z } from "zod";
import { instant } from "@/lib/api/page";

/** What the console knows of the chain of events since it last looked. */
export const auditTrailSchema = z.object({
  /** When it looked, and how many events it found right, up to which number. */
  verified: z
    .object({
      at: instant,
      events: z.number().int(),
      upTo: z.number().int(),
      /** The last event that a signed checkpoint vouches for. */
      vouchedUpTo: z.number().int().nullable(),
    })
    .nullable(),
  problem: z
    .object({ kind: z.string(), number: z.number().int().nullable(), message: z.string() })
    .nullable(),
  /** Events up to this number were moved to a file by a signed cut. */
  cutUpTo: z.number().int().nullable(),
});
export type AuditTrail = z.infer<typeof auditTrailSchema>;

export const auditExportQuerySchema = z.object({
  from: instant.optional(),
  to: instant.optional(),
});
export type AuditExportQuery = z.infer<typeof auditExportQuerySchema>;

/** A retention: events from before this moment are moved to a file. */
export const auditCutSchema = z.object({
  before: instant,
  reason: z
    .string()
    .trim()
    .min(1, "Say why the events are moved away; it stays in the trail.")
    .max(500, "Keep the reason below 500 characters."),
});
export type AuditCutInput = z.infer<typeof auditCutSchema>;
export const auditCutPlanSchema = z.object({ events: z.number().int(), upTo: z.number().int() });
export const auditCutAnswerSchema = auditCutPlanSchema.extend({
  /** Its name in the folder audit-archive of the data folder, and the SHA-256 that the cut is signed with. */
  fileName: z.string(),
  fileSha256: z.string(),
});
export type AuditCutAnswer = z.infer<typeof auditCutAnswerSchema>;
