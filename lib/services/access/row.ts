import { z } from "zod";
import type { AccessRow } from "@/lib/api/access";
import { isOnline, targetState } from "@/lib/api/target-state";
import { ruleSchema } from "@/lib/iis/site-config";

/** A row of sql.ts. */
export interface AccessSqlRow {
  entryId: bigint;
  kind: AccessRow["kind"];
  permissionMode: AccessRow["permissionMode"];
  userKey: string;
  userName: string | null;
  accountId: string | null;
  mappingName: string;
  inForce: boolean;
  broad: boolean;
  privileged: boolean;
  certificateId: string | null;
  certificateName: string | null;
  certificateSubject: string | null;
  certificateNotAfter: Date | null;
  sha256: string | null;
  rules: unknown;
  siteConfigId: string;
  siteConfigName: string;
  revision: number | null;
  serverId: string | null;
  serverName: string | null;
  serverState: string | null;
  lastSeenAt: Date | null;
  targetId: string | null;
  scope: string | null;
  deployedDigest: string | null;
  observedDigest: string | null;
  passwordsDrifted: boolean;
  bindingDrift: string | null;
  lastJob: "queued" | "leased" | "verified" | "failed" | "undone" | "superseded" | null;
  since: Date | null;
}

/** Where a page ended: the sort key of its last row. */
const text = z.string().regex(/^[^\0]*$/);
const keySchema = z.tuple([text, z.string().regex(/^\d{1,18}$/), text]);
export type AccessKey = z.infer<typeof keySchema>;

export function writeCursor({ userKey, entryId, targetId }: AccessSqlRow): string {
  return Buffer.from(JSON.stringify([userKey, String(entryId), targetId ?? ""])).toString("base64url");
}

export function readCursor(cursor: string): AccessKey | undefined {
  try {
    return keySchema.safeParse(JSON.parse(Buffer.from(cursor, "base64url").toString("utf8"))).data;
  } catch {
    return undefined;
  }
}

/** Made once and not for each of a hundred thousand rows. */
const rulesSchema = ruleSchema.array().nullable();

/** `past`: how a target stands is only known of now. */
export function accessItem(row: AccessSqlRow, now: number, past: boolean): AccessRow {
  return {
    key: `${row.entryId}-${row.targetId ?? ""}`,
    kind: row.kind,
    permissionMode: row.permissionMode,
    userName: row.userName,
    userKey: row.userKey,
    accountId: row.accountId,
    mappingName: row.mappingName,
    enabled: row.inForce,
    broad: row.broad,
    privileged: row.privileged,
    certificateId: row.certificateId,
    certificateName:
      row.kind === "manyToOne"
        ? null
        : (row.certificateName ?? row.certificateSubject ?? "A certificate that cannot be read"),
    sha256: row.sha256,
    rules: rulesSchema.parse(row.rules),
    notAfter: row.certificateNotAfter?.toISOString() ?? null,
    siteConfigId: row.siteConfigId,
    siteConfigName: row.siteConfigName,
    revision: row.revision,
    serverId: row.serverId,
    serverName: row.serverName,
    targetId: row.targetId,
    scope: row.scope,
    state:
      row.targetId === null || past
        ? null
        : // Without `...row`: copies of rows this wide stay in memory for a long time.
          targetState({
            lastJob: row.lastJob,
            deployedDigest: row.deployedDigest,
            observedDigest: row.observedDigest,
            passwordsDrifted: row.passwordsDrifted,
            bindingDrift: row.bindingDrift,
            online: row.serverState === "approved" && isOnline(row.lastSeenAt, now),
          }),
    since: row.since?.toISOString() ?? null,
  };
}
