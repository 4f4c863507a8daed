import { z } from "zod";
import { instant, pageOf, pageQuery } from "@/lib/api/page";

/** Largest upload, in bytes. */
export const UPLOAD_LIMIT = 20 * 1024 * 1024;

export const certificateQuerySchema = z.object({
  ...pageQuery,
  sort: z.enum(["-createdAt", "notAfter", "displayName"]).default("-createdAt"),
  validity: z.enum(["all", "valid", "expiring", "expired"]).default("all"),
});

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
  createdAt: instant,
  createdBy: z.string(),
  /** In how many drafts of site configs it is mapped. */
  mappings: z.number().int(),
});

export const certificateDetailSchema = certificateItemSchema.extend({
  /** The DER as standard base64 in one line: what IIS wants. */
  blob: z.string(),
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
export const certificatePageSchema = pageOf(certificateItemSchema);

export type CertificateQuery = z.infer<typeof certificateQuerySchema>;
export type CertificateItem = z.infer<typeof certificateItemSchema>;
export type CertificateDetail = z.infer<typeof certificateDetailSchema>;
export type UploadAnswer = z.infer<typeof uploadAnswerSchema>;
