import { z } from "zod";
import { instant, pageOf, pageQuery } from "@/lib/api/page";

/** Largest upload, in bytes. */
export const UPLOAD_LIMIT = 20 * 1024 * 1024;

/** `within-30`: it ends within 30 days from now and has not ended yet. */
export const VALIDITIES = [
  "all",
  "valid",
  "within-60",
  "within-30",
  "within-15",
  "within-2",
  "expired",
] as const;

export const certificateQuerySchema = z.object({
  ...pageQuery,
  sort: z
    .enum(["-createdAt", "createdAt", "notAfter", "-notAfter", "displayName", "-displayName"])
    .default("-createdAt"),
  validity: z.enum(VALIDITIES).default("all"),
  /** Whether a draft of a site config maps it. */
  mapped: z.enum(["any", "yes", "no"]).default("any"),
  /** `client`: its extended key usage allows client authentication. */
  use: z.enum(["any", "client"]).default("any"),
  tag: z.string().max(60).default(""),
  owner: z.string().max(200).default(""),
});

const oneLine = (most: number, what: string) =>
  z
    .string()
    .trim()
    .max(most, `${what} has at most ${most} characters.`)
    .regex(/^\P{Cc}*$/u, `${what} is one line of text.`);
export const ownerSchema = oneLine(200, "An owner");
export const notesSchema = z.string().trim().max(10_000, "Notes have at most 10,000 characters.");
/** A tag holds no comma and no semicolon: lists of tags are written with them. */
export const tagSchema = oneLine(60, "A tag")
  .min(1, "A tag is at least one character.")
  .regex(/^[^,;]*$/, "A tag holds no comma and no semicolon.");
/** Each tag once, whatever its case; the first spelling stays. */
export const tagsSchema = z
  .array(tagSchema)
  .max(50, "At most 50 tags.")
  .transform((tags) =>
    [...new Map(tags.toReversed().map((tag) => [tag.toLowerCase(), tag])).values()].toReversed(),
  );

/** Changed together with `If-Match`: the version that the person saw. */
export const updateCertificateSchema = z.strictObject({
  owner: ownerSchema.optional(),
  notes: notesSchema.optional(),
  tags: tagsSchema.optional(),
});
/** The same change of many: what is not named stays as it is. */
export const labelCertificatesSchema = z.strictObject({
  ids: z.array(z.uuid()).min(1, "Choose at least one certificate.").max(1000, "At most 1,000 at once."),
  owner: ownerSchema.optional(),
  addTags: tagsSchema.default([]),
  removeTags: tagsSchema.default([]),
});
export const labelAnswerSchema = z.object({ changed: z.number().int() });
/** Owners and tags in use, for filters and suggestions: the most used first, at most 200 of each. */
export const certificateLabelsSchema = z.object({ owners: z.array(z.string()), tags: z.array(z.string()) });

export const certificateItemSchema = z.object({
  id: z.uuid(),
  /** CN, else O, else the whole subject. */
  displayName: z.string(),
  subject: z.string(),
  issuer: z.string(),
  serialNumber: z.string(),
  sha1: z.string(),
  sha256: z.string(),
  notBefore: instant,
  notAfter: instant,
  keyAlgorithm: z.string(),
  keySize: z.number().int().nullable(),
  /** Dotted OIDs; null: the certificate has no such extension and is good for every purpose. */
  extendedKeyUsage: z.array(z.string()).nullable(),
  upn: z.array(z.string()),
  owner: z.string(),
  tags: z.array(z.string()),
  /** Of owner, notes and tags. */
  version: z.number().int(),
  createdAt: instant,
  createdBy: z.string(),
  /** In how many drafts of site configs it is mapped. */
  mappings: z.number().int(),
});

export const certificateDetailSchema = certificateItemSchema.extend({
  notes: z.string(),
  /** The DER as standard base64 in one line: what IIS wants. */
  blob: z.string(),
  /** Targets that map it: as deployed, and as last observed. Accounts are null where it is not there. */
  places: z.array(
    z.object({
      targetId: z.uuid(),
      scope: z.string(),
      serverId: z.uuid(),
      serverName: z.string(),
      siteConfigId: z.uuid(),
      siteConfigName: z.string(),
      /** Number of the deployed revision that maps it. */
      revision: z.number().int().nullable(),
      deployedAs: z.string().nullable(),
      observedAs: z.string().nullable(),
    }),
  ),
  usedIn: z.array(
    z.object({
      siteConfigId: z.uuid(),
      siteConfigName: z.string(),
      mappingId: z.uuid(),
      mappingName: z.string(),
      accountId: z.uuid(),
      userName: z.string(),
      enabled: z.boolean(),
    }),
  ),
});

/** Answer to an upload: each certificate found, in the file's order. `created` is false where it was stored already. */
export const uploadAnswerSchema = z.object({
  certificates: z.array(z.object({ certificate: certificateItemSchema, created: z.boolean() })),
});
/** Most certificates in one batch. */
export const BATCH_LIMIT = 200;

/** Certificates as blobs, one each: the DER as standard base64 in one line. */
export const batchInputSchema = z.object({
  certificates: z
    .array(z.string().max(1_500_000, "A certificate has at most 1 MiB."))
    .min(1, "Send at least one certificate.")
    .max(BATCH_LIMIT, `Send at most ${BATCH_LIMIT} certificates at once.`),
});
/** One answer for each certificate, in their order. */
export const batchAnswerSchema = z.object({
  answers: z.array(
    z.union([
      z.object({ certificate: certificateItemSchema, created: z.boolean() }),
      z.object({ refused: z.object({ code: z.string(), message: z.string() }) }),
    ]),
  ),
});

export const upnMatchInputSchema = z.strictObject({
  upns: z.array(z.string().trim().min(1).max(1000)).min(1).max(500, "At most 500 names at once."),
});
/** Blobs; `complete` is false where there are more than fit. */
export const upnMatchesSchema = z.object({ certificates: z.array(z.string()), complete: z.boolean() });
export const certificatePageSchema = pageOf(certificateItemSchema);

export type CertificateQuery = z.infer<typeof certificateQuerySchema>;
export type CertificateItem = z.infer<typeof certificateItemSchema>;
export type CertificateDetail = z.infer<typeof certificateDetailSchema>;
export type UpdateCertificate = z.input<typeof updateCertificateSchema>;
export type LabelCertificates = z.input<typeof labelCertificatesSchema>;
export type CertificateLabels = z.infer<typeof certificateLabelsSchema>;
export type UpnMatches = z.infer<typeof upnMatchesSchema>;
export type BatchAnswer = z.infer<typeof batchAnswerSchema>;
export type UploadAnswer = z.infer<typeof uploadAnswerSchema>;
