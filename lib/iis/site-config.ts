import { z } from "zod";

/**
 * The one noun in the middle: the client-certificate configuration of one scope (the server, `""`, or a site).
 * A section is absent (not managed, left alone, not compared) or whole (owned, every attribute filled in).
 * Attribute names, enum spellings and defaults are IIS's own (IIS_schema.xml); a password is never part of it.
 */

export const LOGON_METHODS = ["Interactive", "Batch", "Network", "ClearText"] as const;
export const PERMISSION_MODES = ["Allow", "Deny"] as const;
export const CERTIFICATE_FIELDS = ["Subject", "Issuer"] as const;
/** In the schema's order, which is also the order in which they are written. `None` is the empty list. */
export const SSL_FLAGS = ["Ssl", "SslNegotiateCert", "SslRequireCert", "Ssl128"] as const;

const flag = (name: string) => z.boolean(`${name} must be true or false.`);
const text = (name: string) => z.string(`${name} must be text.`);
const enabled = { enabled: flag("enabled") };

export const ruleSchema = z.strictObject({
  certificateField: z.enum(CERTIFICATE_FIELDS, "certificateField must be Subject or Issuer."),
  certificateSubField: text("certificateSubField"),
  matchCriteria: text("matchCriteria"),
  compareCaseSensitive: flag("compareCaseSensitive"),
});

export const oneToOneMappingSchema = z.strictObject({
  /** Our label: IIS has no attribute for it. Never written, not part of the digest. */
  name: text("name"),
  ...enabled,
  userName: text("userName"),
  /** The DER certificate as standard base64 in one line. */
  certificate: text("certificate").min(1, "certificate must hold the certificate as base64 in one line."),
});

export const manyToOneMappingSchema = z
  .strictObject({
    name: text("name").min(1, "IIS refuses a many-to-one mapping without a name."),
    description: text("description").default(""),
    ...enabled,
    permissionMode: z.enum(PERMISSION_MODES, "permissionMode must be Allow or Deny."),
    /** Absent only on Deny, which logs nobody on. */
    userName: text("userName").min(1, "IIS refuses an empty userName on a many-to-one mapping.").optional(),
    rules: z.array(ruleSchema),
  })
  .refine((mapping) => mapping.permissionMode === "Deny" || mapping.userName !== undefined, {
    path: ["userName"],
    message: "A mapping that allows needs a userName.",
  });

export const mappingSectionSchema = z.strictObject({
  ...enabled,
  oneToOneCertificateMappingsEnabled: flag("oneToOneCertificateMappingsEnabled"),
  manyToOneCertificateMappingsEnabled: flag("manyToOneCertificateMappingsEnabled"),
  logonMethod: z.enum(LOGON_METHODS, `logonMethod must be one of ${LOGON_METHODS.join(", ")}.`),
  defaultLogonDomain: text("defaultLogonDomain"),
  oneToOneMappings: z.array(oneToOneMappingSchema),
  manyToOneMappings: z.array(manyToOneMappingSchema),
});

const switchSchema = z.strictObject(enabled);

export const siteConfigSchema = z.strictObject({
  iisClientCertificateMappingAuthentication: mappingSectionSchema.optional(),
  clientCertificateMappingAuthentication: switchSchema.optional(),
  access: z
    .strictObject({ sslFlags: z.array(z.enum(SSL_FLAGS, `sslFlags knows ${SSL_FLAGS.join(", ")}.`)) })
    .optional(),
  anonymousAuthentication: switchSchema.optional(),
  basicAuthentication: switchSchema.optional(),
  digestAuthentication: switchSchema.optional(),
  windowsAuthentication: switchSchema.optional(),
});

export type Rule = z.infer<typeof ruleSchema>;
export type OneToOneMapping = z.infer<typeof oneToOneMappingSchema>;
export type ManyToOneMapping = z.infer<typeof manyToOneMappingSchema>;
export type MappingSection = z.infer<typeof mappingSectionSchema>;
export type SslFlag = (typeof SSL_FLAGS)[number];
export type SiteConfig = z.infer<typeof siteConfigSchema>;
export type SectionName = keyof SiteConfig;

/** In the order in which pages, renderers and digests go through them. */
export const SECTION_NAMES = [
  "iisClientCertificateMappingAuthentication",
  "clientCertificateMappingAuthentication",
  "access",
  "anonymousAuthentication",
  "basicAuthentication",
  "digestAuthentication",
  "windowsAuthentication",
] as const satisfies readonly SectionName[];
