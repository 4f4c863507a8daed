import type { Actor } from "@/lib/auth/actor";
import { notGranted } from "@/lib/auth/may-map";
import type { Prisma } from "@/lib/generated/prisma/client";
import type { Known, SoundRow } from "./judge";

export interface KnownThings {
  of(row: SoundRow): Known;
  /** By SHA-256; it takes what is made later. */
  certificates: Map<string, { id: string; displayName: string; owner: string; tags: string[] }>;
  /** By the account's key; it takes what is made later. */
  accounts: Map<string, { id: string; userName: string; granted: boolean }>;
}

/** What the database holds of the things that these rows name. */
export async function readKnown(
  tx: Prisma.TransactionClient,
  actor: Actor,
  siteConfigId: string | null,
  rows: readonly SoundRow[],
): Promise<KnownThings> {
  const hashes = [...new Set(rows.map(({ sha256 }) => sha256))];
  const keys = [...new Set(rows.flatMap(({ userNameKey }) => userNameKey ?? []))];
  // Arrays in raw SQL: as many parameters as rows would be more than PostgreSQL takes. Locked, so that none is deleted meanwhile.
  const certificates = await tx.$queryRaw<
    { id: string; sha256: string; displayName: string; owner: string; tags: string[] }[]
  >`
    SELECT id, sha256, "displayName", owner, tags FROM "Certificate" WHERE sha256 = ANY(${hashes}) FOR KEY SHARE`;
  const accounts = await tx.$queryRaw<{ id: string; userName: string; userNameKey: string }[]>`
    SELECT id, "userName", "userNameKey" FROM "Account" WHERE "userNameKey" = ANY(${keys}) FOR KEY SHARE`;
  const mappings = await tx.$queryRaw<
    { sha256: string; name: string; enabled: boolean; userName: string; userNameKey: string }[]
  >`
    SELECT c.sha256, m.name, m.enabled, a."userName", a."userNameKey"
    FROM "OneToOneMapping" m JOIN "Certificate" c ON c.id = m."certificateId" JOIN "Account" a ON a.id = m."accountId"
    WHERE m."siteConfigId" = ${siteConfigId}::uuid AND c.sha256 = ANY(${hashes})`;
  const bySha256 = new Map(certificates.map((row) => [row.sha256, row]));
  const refused = await notGranted(tx, actor, keys);
  const byKey = new Map(
    accounts.map((row) => [row.userNameKey, { ...row, granted: !refused.has(row.userNameKey) }]),
  );
  const mapped = new Map(mappings.map((row) => [row.sha256, row]));
  return {
    of: ({ sha256, userNameKey }) => ({
      certificate: bySha256.get(sha256),
      account: byKey.get(userNameKey ?? ""),
      mapping: mapped.get(sha256),
    }),
    certificates: bySha256,
    accounts: byKey,
  };
}
