import { z } from "zod";
import { mappingListSchema } from "@/lib/api/mapping-list";
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
/** `GET site-configs/{id}/findings`: what the linter says about the draft, errors first. */
export const findingsSchema = z.object({
  total: z.number().int(),
  counts: z.record(severitySchema, z.number().int()),
  items: z.array(findingSchema),
});

export type FindingItem = z.infer<typeof findingSchema>;
export type Findings = z.infer<typeof findingsSchema>;
