import { z } from "zod";
import { accessFilter } from "@/lib/api/access";
import { mappingListSchema } from "@/lib/api/mapping-list";
import { instant } from "@/lib/api/page";

/** `POST access/resolutions`: who is this certificate, everywhere? A question: nothing is stored. */
export const resolveEverywhereSchema = z.strictObject({
  /** Standard base64 of the DER, in one line. */
  certificate: z
    .string()
    .min(1, "Drop a certificate.")
    .max(1_000_000, "This certificate is too large to ask about."),
  view: accessFilter.view,
  at: accessFilter.at,
});

const placeSchema = z.object({
  siteConfigId: z.uuid(),
  siteConfigName: z.string(),
  revision: z.number().int().nullable(),
  serverName: z.string().nullable(),
  targetId: z.uuid().nullable(),
  scope: z.string().nullable(),
  decision: z.enum(["allow", "deny", "no-match"]),
  account: z.string().nullable(),
  /** The mapping that decided. */
  by: z.object({ list: mappingListSchema, name: z.string() }).nullable(),
  status: z.string().nullable(),
  summary: z.string(),
  /** "not verified against IIS", or "" where Microsoft documents it. */
  certainty: z.string(),
});
export const resolutionsEverywhereSchema = z.object({
  subject: z.string(),
  notAfter: instant,
  certificateId: z.uuid().nullable(),
  places: z.array(placeSchema),
});

export type ResolutionsEverywhere = z.infer<typeof resolutionsEverywhereSchema>;
export type PlaceResolution = z.infer<typeof placeSchema>;

/** Why one way in is there: the revisions that have it, and the pushes that brought it to the target. */
export const accessEvidenceSchema = z.object({
  /** Newest first; where it was taken out and put back there is a gap in the numbers. */
  revisions: z.array(
    z.object({
      siteConfigId: z.uuid(),
      number: z.number().int(),
      publishedAt: instant,
      publishedBy: z.string(),
      message: z.string(),
    }),
  ),
  pushes: z.array(
    z.object({
      deploymentId: z.uuid(),
      number: z.number().int(),
      revision: z.number().int(),
      finishedAt: instant,
      startedBy: z.string(),
      message: z.string(),
    }),
  ),
  /** Reports of the server that say so. */
  observed: z.array(z.object({ from: instant, until: instant })),
  /** Of a many-to-one mapping: the stored certificates that meet its rules today. It also admits ones that are not stored. */
  meetsRules: z
    .object({
      stored: z.number().int(),
      count: z.number().int(),
      certificates: z.array(z.object({ id: z.uuid(), displayName: z.string() })),
    })
    .nullable(),
});
export const EVIDENCE_LIMIT = 50;
export type AccessEvidence = z.infer<typeof accessEvidenceSchema>;
