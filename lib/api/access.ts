import { z } from "zod";
import { instant, pageOf, pageQuery } from "@/lib/api/page";
import { TARGET_STATES } from "@/lib/api/targets";

/** Which of the three values of a site config is asked about. */
export const ACCESS_VIEWS = ["desired", "deployed", "observed"] as const;

export const accessQuerySchema = z.object({
  ...pageQuery,
  /** Holds an account name, which may have 256 characters of four bytes. */
  cursor: z.string().max(2000).optional(),
  view: z.enum(ACCESS_VIEWS).default("deployed"),
});
/** One way in: this certificate becomes this account there. */
export const accessRowSchema = z.object({
  key: z.string(),
  userName: z.string(),
  accountId: z.uuid().nullable(),
  mappingName: z.string(),
  enabled: z.boolean(),
  certificateId: z.uuid().nullable(),
  certificateName: z.string(),
  sha256: z.string(),
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
