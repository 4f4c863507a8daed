import { z } from "zod";
import type { AccessRow } from "@/lib/api/access";
import { isOnline, targetState } from "@/lib/api/target-state";
import { ruleSchema } from "@/lib/iis/site-config";

/** A row of sql.ts. */
export interface AccessSqlRow {
  entryId: bigint;
  targetId: string | null;
  userKey: string;
  kind: AccessRow["kind"];
  permissionMode: AccessRow["permissionMode"];
  userName: string | null;
  accountId: string | null;
  mappingName: string;
  enabled: boolean;
  certificateId: string | null;
  certificateName: string | null;
  sha256: string | null;
  rules: unknown;
  notAfter: Date | null;
  siteConfigId: string;
  siteConfigName: string;
  serverId: string | null;
  serverName: string | null;
  serverState: string | null;
  lastSeenAt: Date | null;
  scope: string | null;
  deployedDigest: string | null;
  observedDigest: string | null;
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

export function accessItem(row: AccessSqlRow, now: number): AccessRow {
  return {
    key: `${row.entryId}-${row.targetId ?? ""}`,
    kind: row.kind,
    permissionMode: row.permissionMode,
    userName: row.userName,
    accountId: row.accountId,
    mappingName: row.mappingName,
    enabled: row.enabled,
    certificateId: row.certificateId,
    certificateName:
      row.certificateName ?? (row.kind === "oneToOne" ? "A certificate that is not stored here" : null),
    sha256: row.sha256,
    rules: row.rules === null ? null : z.array(ruleSchema).parse(row.rules),
    notAfter: row.notAfter?.toISOString() ?? null,
    siteConfigId: row.siteConfigId,
    siteConfigName: row.siteConfigName,
    serverId: row.serverId,
    serverName: row.serverName,
    scope: row.scope,
    state:
      row.targetId === null
        ? null
        : targetState({ ...row, online: row.serverState === "approved" && isOnline(row.lastSeenAt, now) }),
    since: row.since?.toISOString() ?? null,
  };
}
