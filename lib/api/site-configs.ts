import { z } from "zod";
import { COUNT_LIMIT, digestSchema, instant, pageOf, pageQuery } from "@/lib/api/page";
import { changeSchema } from "@/lib/api/targets";
import { RENDERER_NAMES } from "@/lib/iis/render/renderings";
import { manyToOneMappingSchema, mappingSectionSchema, siteConfigSchema } from "@/lib/iis/site-config";

export const siteConfigNameSchema = z
  .string("Enter a name.")
  .trim()
  .min(1, "Enter a name.")
  .max(120, "A name has at most 120 characters.");

/** A SiteConfig without its mapping lists: those are rows of their own, with an account and a certificate each. */
export const draftSettingsSchema = siteConfigSchema.extend({
  iisClientCertificateMappingAuthentication: mappingSectionSchema
    .omit({ oneToOneMappings: true, manyToOneMappings: true })
    .optional(),
});

export const createSiteConfigSchema = z.strictObject({ name: siteConfigNameSchema });
/** Changed together with `If-Match`: the version that the person saw. */
export const updateSiteConfigSchema = z.strictObject({
  name: siteConfigNameSchema.optional(),
  settings: draftSettingsSchema.optional(),
});

export const addMappingSchema = z.strictObject({
  name: z.string("Enter a name.").trim().max(120, "A name has at most 120 characters.").default(""),
  certificateId: z.uuid("Choose a certificate."),
  accountId: z.uuid("Choose an account."),
  enabled: z.boolean().default(true),
});
export const updateMappingSchema = z.strictObject({
  name: z.string().trim().max(120, "A name has at most 120 characters.").optional(),
  certificateId: z.uuid("Choose a certificate.").optional(),
  accountId: z.uuid("Choose an account.").optional(),
  enabled: z.boolean().optional(),
});
export const publishSchema = z.strictObject({
  message: z.string("Say why.").trim().min(1, "Say in a few words why.").max(500, "At most 500 characters."),
  /** Publishes although saved tests fail. */
  overrideReason: z
    .string()
    .trim()
    .min(1, "Say why it is right to publish.")
    .max(500, "At most 500 characters.")
    .optional(),
});

/** `PUT site-configs/{id}/draft`, with `If-Match`: the whole draft as it is kept elsewhere. */
export const putDraftSchema = z.strictObject({
  config: siteConfigSchema,
  /** Say what would change and change nothing. */
  dryRun: z.boolean().default(false),
});
/** The draft's version now, and what changes. */
export const putDraftAnswerSchema = z.object({ version: z.number().int(), changes: z.array(changeSchema) });

export const siteConfigQuerySchema = z.object({ ...pageQuery });
export const siteConfigItemSchema = z.object({
  id: z.uuid(),
  name: z.string(),
  version: z.number().int(),
  /** How many one-to-one mappings the draft has, and how many many-to-one. */
  mappings: z.number().int(),
  manyToOne: z.number().int(),
  lastRevision: z.number().int().nullable(),
  /** Has the draft changed since the last revision? */
  unpublished: z.boolean(),
  targets: z.number().int(),
  updatedAt: instant,
  createdBy: z.string(),
});
export const revisionItemSchema = z.object({
  number: z.number().int(),
  digest: digestSchema,
  message: z.string(),
  publishedAt: instant,
  publishedBy: z.string(),
});
/** What Undo would take back or Redo make again, and who did it. */
export const draftStepSchema = z.object({ label: z.string(), by: z.string(), at: instant });
export const siteConfigDetailSchema = siteConfigItemSchema.extend({
  settings: draftSettingsSchema,
  /** In the order in which IIS goes through them. */
  manyToOneMappings: z.array(manyToOneMappingSchema),
  undo: draftStepSchema.nullable(),
  redo: draftStepSchema.nullable(),
  draftDigest: digestSchema,
  revisions: z.array(revisionItemSchema),
});
/** After `POST site-configs/{id}/undo` or `redo`: what was done, and the draft's version now. */
export const walkedSchema = z.object({
  label: z.string(),
  version: z.number().int(),
  undo: draftStepSchema.nullable(),
  redo: draftStepSchema.nullable(),
});
export const revisionDetailSchema = revisionItemSchema.extend({ config: siteConfigSchema });

export const mappingQuerySchema = z.object({ ...pageQuery });
export const mappingItemSchema = z.object({
  id: z.uuid(),
  name: z.string(),
  enabled: z.boolean(),
  account: z.object({ id: z.uuid(), userName: z.string(), hasPassword: z.boolean() }),
  certificate: z.object({ id: z.uuid(), displayName: z.string(), sha256: z.string(), notAfter: instant }),
  createdAt: instant,
  createdBy: z.string(),
});
export const siteConfigPageSchema = pageOf(siteConfigItemSchema);

/** `GET site-configs/{id}/preview`: the draft or a revision as the exact text of one renderer, for one scope. */
export const previewQuerySchema = z.object({
  as: z.enum(RENDERER_NAMES, `Choose one of ${RENDERER_NAMES.join(", ")}.`).default("xml"),
  scope: z.string().max(260).default(""),
  revision: z.coerce.number().int().min(1).max(COUNT_LIMIT).optional(),
  download: z.stringbool().default(false),
});

export type DraftSettings = z.infer<typeof draftSettingsSchema>;
export type CreateSiteConfig = z.infer<typeof createSiteConfigSchema>;
export type UpdateSiteConfig = z.infer<typeof updateSiteConfigSchema>;
export type AddMapping = z.input<typeof addMappingSchema>;
export type UpdateMapping = z.infer<typeof updateMappingSchema>;
export type Publish = z.infer<typeof publishSchema>;
export type PutDraftAnswer = z.infer<typeof putDraftAnswerSchema>;
export type SiteConfigQuery = z.infer<typeof siteConfigQuerySchema>;
export type SiteConfigItem = z.infer<typeof siteConfigItemSchema>;
export type SiteConfigDetail = z.infer<typeof siteConfigDetailSchema>;
export type DraftStepItem = z.infer<typeof draftStepSchema>;
export type Walked = z.infer<typeof walkedSchema>;
export type RevisionItem = z.infer<typeof revisionItemSchema>;
export type RevisionDetail = z.infer<typeof revisionDetailSchema>;
export type MappingItem = z.infer<typeof mappingItemSchema>;
