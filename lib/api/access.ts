import { z } from "zod";
import { instant, pageOf, pageQuery } from "@/lib/api/page";
import { TARGET_STATES } from "@/lib/api/targets";
import { PERMISSION_MODES, ruleSchema } from "@/lib/iis/site-config";

/** Which of the three values of a site config is asked about. */
export const ACCESS_VIEWS = ["desired", "deployed", "observed"] as const;

export const accessQuerySchema = z.object({
  ...pageQuery,
  /** Holds an account name, which may have 256 characters of four bytes. */
  cursor: z.string().max(2000).optional(),
  view: z.enum(ACCESS_VIEWS).default("deployed"),
});
/** One way in: this certificate, or every one that meets the rules, becomes this account there, or is denied. */
export const accessRowSchema = z.object({
  key: z.string(),
  kind: z.enum(["oneToOne", "manyToOne"]),
  permissionMode: z.enum(PERMISSION_MODES),
  /** Null only where a many-to-one mapping denies. */
  userName: z.string().nullable(),
  accountId: z.uuid().nullable(),
  mappingName: z.string(),
  enabled: z.boolean(),
  certificateId: z.uuid().nullable(),
  certificateName: z.string().nullable(),
  /** Null on a many-to-one mapping. */
  sha256: z.string().nullable(),
  /** Null on a one-to-one mapping. All of them must hold; an empty list admits every certificate. */
  rules: z.array(ruleSchema).nullable(),
  notAfter: instant.nullable(),
  siteConfigId: z.uuid(),
  siteConfigName: z.string(),
  serverId: z.uuid().nullable(),
  serverName: z.string().nullable(),
  scope: z.string().nullable(),
  state: z.enum(TARGET_STATES).nullable(),
  /** Since when it stands there: the deployment, or the report. */
  since: instant.nullable(),
});
export const accessPageSchema = pageOf(accessRowSchema);
export type AccessQuery = z.infer<typeof accessQuerySchema>;
export type AccessRow = z.infer<typeof accessRowSchema>;
