import { z } from "zod";
import { COUNT_LIMIT, instant, pageOf } from "@/lib/api/page";
import { entrySchema } from "@/lib/api/resolutions";
import { VERDICTS } from "@/lib/iis/expectation";

/** A page of answers is bigger than one of rows: whoever asks reads them all. */
export const VERDICT_LIMIT = 500;

/** `GET site-configs/{id}/verdicts`: who each stored certificate is, under the draft or a revision. */
export const verdictQuerySchema = z.object({
  revision: z.coerce.number().int().min(1).max(COUNT_LIMIT).optional(),
  cursor: z.uuid("The cursor is not one of ours.").optional(),
  limit: z.coerce.number().int().min(1).max(VERDICT_LIMIT).default(VERDICT_LIMIT),
});
export const verdictItemSchema = z.object({
  certificateId: z.uuid(),
  displayName: z.string(),
  issuer: z.string(),
  sha256: z.string(),
  notAfter: instant,
  verdict: z.enum(VERDICTS),
  /** Null unless a mapping lets it in. */
  account: z.string().nullable(),
  status: z.string().nullable(),
  by: entrySchema.nullable(),
  /** False where the answer rests on behaviour that no page of Microsoft documents. */
  verified: z.boolean(),
});
export const verdictPageSchema = pageOf(verdictItemSchema);

export type VerdictItem = z.infer<typeof verdictItemSchema>;
