import { z } from "zod";
import { certificateItemSchema } from "@/lib/api/certificates";
import { instant } from "@/lib/api/page";
import { removalDateSchema } from "@/lib/api/removals";
import { SUCCESSION_REASONS } from "@/lib/pki/succeeds";

/** At most so many certificates in one renewal. */
const MOST = 1000;

export const planRenewalSchema = z.strictObject({
  ids: z.array(z.uuid()).min(1, "Choose at least one certificate.").max(MOST, "At most 1,000 at once."),
});

/** A mapping of the old certificate, in the draft of a site config. */
const renewableMappingSchema = z.object({
  siteConfigId: z.uuid(),
  siteConfigName: z.string(),
  /** Of the draft. */
  version: z.number().int(),
  lastRevision: z.number().int().nullable(),
  /** The draft has other changes that nobody published. */
  unpublished: z.boolean(),
  mappingName: z.string(),
  accountId: z.uuid(),
  userName: z.string(),
  enabled: z.boolean(),
  /** The account that the new certificate is mapped to there already. */
  newUserName: z.string().nullable(),
  /** A removal that is open already. */
  removeAt: instant.nullable(),
});
export const renewalPlanSchema = z.object({
  items: z.array(
    z.object({
      certificate: certificateItemSchema,
      /** Mapped certificates that it succeeds, the surest first. */
      predecessors: z.array(
        z.object({
          certificate: certificateItemSchema,
          reason: z.enum(SUCCESSION_REASONS),
          /** Issued by another CA, by name. */
          otherIssuer: z.boolean(),
          mappings: z.array(renewableMappingSchema),
        }),
      ),
    }),
  ),
});

export const replaceSchema = z
  .strictObject({
    pairs: z
      .array(z.strictObject({ oldId: z.uuid(), newId: z.uuid() }))
      .min(1, "Choose at least one certificate.")
      .max(MOST, "At most 1,000 at once."),
    /** The drafts to change, each with the version that the person saw. */
    siteConfigs: z
      .array(z.strictObject({ id: z.uuid(), version: z.number().int() }))
      .min(1, "Choose at least one site config.")
      .max(200, "At most 200 site configs at once."),
    /** Until then both are mapped. Null: the old one goes with the same revision. */
    removeAt: removalDateSchema.nullable(),
    /** Why. With it each draft is published that has no other changes; null: the drafts are changed only. */
    message: z
      .string()
      .trim()
      .min(1, "Say in a few words why.")
      .max(500, "At most 500 characters.")
      .nullable(),
  })
  .refine(({ pairs }) => new Set(pairs.map(({ oldId }) => oldId)).size === pairs.length, {
    path: ["pairs"],
    message: "A certificate is to be replaced twice. Choose one successor for it.",
  });

/** What became of each site config; each was one transaction. */
export const replaceAnswerSchema = z.object({
  siteConfigs: z.array(
    z.object({
      id: z.uuid(),
      name: z.string(),
      state: z.enum(["published", "drafted", "refused"]),
      /** How many mappings got the new certificate. */
      replaced: z.number().int(),
      revision: z.number().int().nullable(),
      /** Why it was refused, or not published. */
      message: z.string().nullable(),
      code: z.string().nullable(),
    }),
  ),
});

export type RenewalPlan = z.infer<typeof renewalPlanSchema>;
export type RenewalItem = RenewalPlan["items"][number];
export type Predecessor = RenewalItem["predecessors"][number];
export type Replace = z.input<typeof replaceSchema>;
export type ReplaceAnswer = z.infer<typeof replaceAnswerSchema>;
