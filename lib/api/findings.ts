import { z } from "zod";
import { heldCutOffSchema } from "@/lib/api/held-cut-offs";
import { mappingListSchema } from "@/lib/api/mapping-list";
import { digestSchema, instant } from "@/lib/api/page";
import { factSchema } from "@/lib/api/runtime-fact";
import { FINDING_CODES } from "@/lib/iis/lint/finding";

/** More are counted and not sent: nobody reads on, and the first ones are the worst. */
export const FINDINGS_LIMIT = 500;

const severitySchema = z.enum(["error", "warning", "info"]);

export const findingSchema = z.object({
  code: z.enum(FINDING_CODES),
  severity: severitySchema,
  /** A section of the site config, or `file`. */
  section: z.string(),
  /** Places count from 0. */
  entry: z
    .object({
      list: mappingListSchema,
      index: z.number().int(),
      name: z.string(),
      rule: z.number().int().optional(),
    })
    .optional(),
  message: z.string(),
  why: z.string(),
  fix: z.string(),
  /** What it rests on that was not verified against IIS. */
  because: z.array(factSchema),
});
/** One of a draft, which a person may do something about. */
export const draftFindingSchema = findingSchema.extend({
  /** With the code it names the finding: 64 hexadecimal digits that stay as long as what it is about does. */
  subject: digestSchema,
  /** It can be mended mechanically. */
  fixable: z.boolean(),
  /** It is a choice, which a person may let stand with a reason. */
  acceptable: z.boolean(),
});
export const acceptedFindingSchema = draftFindingSchema.extend({
  reason: z.string(),
  acceptedBy: z.string(),
  acceptedAt: instant,
});
/** `GET site-configs/{id}/findings`: what the linter says about the draft, errors first. */
export const findingsSchema = z.object({
  total: z.number().int(),
  counts: z.record(severitySchema, z.number().int()),
  items: z.array(draftFindingSchema),
  /** Let stand by a person; neither counted nor among the items. */
  accepted: z.array(acceptedFindingSchema),
  /** Cut-offs that hold and that the draft does not heed: a push of it would stop. Not counted. */
  cutOffs: z.array(heldCutOffSchema),
});

/** `POST site-configs/{id}/findings/fix`, with If-Match, and `DELETE .../findings/acceptances`. */
export const findingKeySchema = z.strictObject({ code: z.enum(FINDING_CODES), subject: digestSchema });
/** `POST site-configs/{id}/findings/acceptances`. */
export const acceptFindingSchema = findingKeySchema.extend({
  reason: z.string("Say why.").trim().min(1, "Say in a few words why.").max(500, "At most 500 characters."),
});

export type FindingKey = z.infer<typeof findingKeySchema>;
export type AcceptFinding = z.infer<typeof acceptFindingSchema>;
export type AcceptedFindingItem = z.infer<typeof acceptedFindingSchema>;
export type DraftFinding = z.infer<typeof draftFindingSchema>;
export type FindingItem = z.infer<typeof findingSchema>;
export type Findings = z.infer<typeof findingsSchema>;
