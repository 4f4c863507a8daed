import { z } from "zod";
import { instant, pageOf, pageQuery } from "@/lib/api/page";
import { TARGET_STATES } from "@/lib/api/targets";
import { PERMISSION_MODES, ruleSchema } from "@/lib/iis/site-config";

/** Which of the three values of a site config is asked about. */
export const ACCESS_VIEWS = ["desired", "deployed", "observed"] as const;
export const MAPPING_KINDS = ["oneToOne", "manyToOne"] as const;
/** Validity of the certificate, in days from the moment that is asked about. */
export const DAYS_LEFT = ["expired", "15", "30", "60"] as const;

const oneOf = <const Values extends readonly string[]>(values: Values) => z.enum(["", ...values]).default("");
const idOrNone = z.union([z.uuid(), z.literal("")]).default("");

/** Which ways in. "" is no filter. All of it stands in the page's address. */
export const accessFilter = {
  query: pageQuery.query,
  view: z.enum(ACCESS_VIEWS).default("deployed"),
  /** As of this moment; "" is now. */
  at: z.union([instant, z.literal("")], "Give the moment as ISO 8601 in UTC.").default(""),
  /** The account in its one spelling, such as `contoso\svc-claims`. */
  account: z.string().max(256).default(""),
  /** SHA-256 of the certificate's DER. */
  certificate: z.union([z.string().regex(/^[0-9a-f]{64}$/), z.literal("")]).default(""),
  server: idOrNone,
  /** One site or server level of one server. */
  target: idOrNone,
  siteConfig: idOrNone,
  kind: oneOf(MAPPING_KINDS),
  left: oneOf(DAYS_LEFT),
  /** Many-to-one mappings that no rule ties to an issuer. */
  broad: oneOf(["yes"]),
  /** Accounts whose name looks like one of high rights. */
  privileged: oneOf(["yes"]),
  /** Only what stands on targets that drifted. Of now: the past has no such state. */
  drifted: oneOf(["yes"]),
};
export const accessFilterSchema = z.object(accessFilter);
export const accessQuerySchema = z.object({
  ...accessFilter,
  /** Holds an account name, which may have 256 characters of four bytes. */
  cursor: z.string().max(2000).optional(),
  limit: pageQuery.limit,
});

/** One way in: this certificate, or every one that meets the rules, becomes this account there, or is denied. */
export const accessRowSchema = z.object({
  key: z.string(),
  kind: z.enum(MAPPING_KINDS),
  permissionMode: z.enum(PERMISSION_MODES),
  /** Null only where a many-to-one mapping denies. */
  userName: z.string().nullable(),
  userKey: z.string(),
  accountId: z.uuid().nullable(),
  mappingName: z.string(),
  /** The mapping, its list and the section are enabled. */
  enabled: z.boolean(),
  broad: z.boolean(),
  /** The account's name looks like one of high rights (`privilegedSign`, lib/iis). */
  privileged: z.boolean(),
  certificateId: z.uuid().nullable(),
  certificateName: z.string().nullable(),
  /** Null on a many-to-one mapping. */
  sha256: z.string().nullable(),
  /** Null on a one-to-one mapping. All of them must hold; an empty list admits every certificate. */
  rules: z.array(ruleSchema).nullable(),
  notAfter: instant.nullable(),
  siteConfigId: z.uuid(),
  siteConfigName: z.string(),
  /** The revision that says so; null for what was observed. */
  revision: z.number().int().nullable(),
  serverId: z.uuid().nullable(),
  serverName: z.string().nullable(),
  targetId: z.uuid().nullable(),
  scope: z.string().nullable(),
  /** Null for what stands nowhere, and for the past. */
  state: z.enum(TARGET_STATES).nullable(),
  /** Since when all of it stands there: published, deployed, or first reported like this. */
  since: instant.nullable(),
});
export const accessPageSchema = pageOf(accessRowSchema);

export type AccessFilter = z.infer<typeof accessFilterSchema>;
export type AccessQuery = z.infer<typeof accessQuerySchema>;
export type AccessRow = z.infer<typeof accessRowSchema>;
