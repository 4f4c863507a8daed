import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex } from "@noble/hashes/utils.js";
import canonicalize from "canonicalize";
import { draftSettingsSchema } from "@/lib/api/site-configs";
import type { Prisma } from "@/lib/generated/prisma/client";
import type { MappingSection, SiteConfig } from "@/lib/iis/site-config";
import { fromBlob } from "@/lib/pki/blob";
import type { New, OneToOneRow } from "./rows";
import type { DraftWriter, ListWriter } from "./writer";

/** What a site config names and the store does not hold. */
export interface Missing {
  certificates: { name: string; sha256: string }[];
  /** As the site config spells them. */
  accounts: string[];
}

/** Errors are not its way: an empty answer means that everything is there. The found ones are held until the transaction ends. */
export async function findParts(tx: Prisma.TransactionClient, config: SiteConfig) {
  const section = config.iisClientCertificateMappingAuthentication;
  const oneToOne = section?.oneToOneMappings ?? [];
  const userNames = [...oneToOne, ...(section?.manyToOneMappings ?? [])].flatMap(
    ({ userName }) => userName ?? [],
  );
  const hashes = oneToOne.map(({ certificate }) => hashOf(certificate));
  const certificates = await tx.$queryRaw<{ id: string; sha256: string }[]>`
    SELECT id, sha256 FROM "Certificate" WHERE sha256 = ANY(${hashes}) FOR KEY SHARE`;
  const accounts = await tx.$queryRaw<{ id: string; userNameKey: string }[]>`
    SELECT id, "userNameKey" FROM "Account" WHERE "userNameKey" = ANY(${userNames.map(keyOf)}) FOR KEY SHARE`;
  const certificateIds = new Map(certificates.map((row) => [row.sha256, row.id]));
  const accountIds = new Map(accounts.map((row) => [row.userNameKey, row.id]));
  const missing: Missing = {
    certificates: oneToOne.flatMap(({ name }, i) =>
      certificateIds.has(hashes[i] ?? "") ? [] : [{ name, sha256: hashes[i] ?? "" }],
    ),
    accounts: [...new Map(userNames.map((name) => [keyOf(name), name]))].flatMap(([key, name]) =>
      accountIds.has(key) ? [] : [name],
    ),
  };
  return {
    missing,
    certificateId: (blob: string) => certificateIds.get(hashOf(blob)) ?? "",
    accountId: (userName: string) => accountIds.get(keyOf(userName)) ?? "",
  };
}
export type Parts = Awaited<ReturnType<typeof findParts>>;

/**
 * Makes the draft hold just this site config; `parts` are its own, none missing. Rows that stay keep their identity: one-to-one
 * by certificate, many-to-one by name. Where the site config does not manage the mapping section, the rows stay as they are.
 */
export async function writeConfig(
  tx: Prisma.TransactionClient,
  draft: DraftWriter,
  config: SiteConfig,
  parts: Parts,
): Promise<void> {
  const { iisClientCertificateMappingAuthentication: section, ...others } = config;
  if (section === undefined) return draft.setSettings(draftSettingsSchema.parse(others));
  const { oneToOneMappings, manyToOneMappings, ...attributes } = section;
  await draft.setSettings({ ...others, iisClientCertificateMappingAuthentication: attributes });
  const where = { siteConfigId: draft.siteConfig.id };
  const oneToOne = await tx.oneToOneMapping.findMany({ where, select: { id: true } });
  await writeOneToOne(draft.oneToOne, oneToOne.map(idOf), oneToOneMappings, parts);
  const manyToOne = await tx.manyToOneMapping.findMany({
    where,
    select: { id: true },
    orderBy: { position: "asc" },
  });
  await writeManyToOne(draft.manyToOne, manyToOne.map(idOf), manyToOneMappings, parts);
}

const idOf = ({ id }: { id: string }) => id;

async function writeOneToOne(
  list: ListWriter<OneToOneRow>,
  ids: string[],
  mappings: MappingSection["oneToOneMappings"],
  parts: Parts,
): Promise<void> {
  const wanted = mappings.map(({ certificate, userName, ...mapping }) => ({
    ...mapping,
    certificateId: parts.certificateId(certificate),
    accountId: parts.accountId(userName),
  }));
  await writeList(list, await list.find(ids), wanted, ({ certificateId }) => certificateId);
}

async function writeManyToOne(
  list: DraftWriter["manyToOne"],
  ids: string[],
  mappings: MappingSection["manyToOneMappings"],
  parts: Parts,
): Promise<void> {
  const rows = await list.find(ids);
  const positions = new Map(rows.map(({ name, position }) => [keyOf(name), position]));
  const kept = mappings.map(({ name }) => positions.get(keyOf(name)) ?? -1);
  // As long as the order holds, every mapping stays where it is.
  const inOrder = kept.every((position, i) => position > (kept[i - 1] ?? -1));
  const wanted = mappings.map(({ userName, ...mapping }, i) => ({
    ...mapping,
    position: inOrder ? (kept[i] ?? i) : i,
    accountId: userName === undefined ? null : parts.accountId(userName),
  }));
  await writeList(list, rows, wanted, ({ name }) => keyOf(name));
}

/** What is gone goes first and what is new comes last, so that none finds its place taken. */
async function writeList<Row extends { id: string; createdAt: string; createdBy: string }>(
  list: ListWriter<Row>,
  rows: Row[],
  wanted: New<Row>[],
  keyBy: (row: New<Row>) => string,
): Promise<void> {
  const byKey = new Map(rows.map((row) => [keyBy(row), row]));
  const put: Row[] = [];
  const add: New<Row>[] = [];
  for (const row of wanted) {
    const old = byKey.get(keyBy(row));
    byKey.delete(keyBy(row));
    if (old === undefined) add.push(row);
    else {
      const next = { ...old, ...row };
      if (canonicalize(next) !== canonicalize(old)) put.push(next);
    }
  }
  if (byKey.size > 0) await list.remove([...byKey.values()].map(({ id }) => id));
  if (put.length > 0) await list.put(put);
  if (add.length > 0) await list.add(add);
}

/** Of a blob's DER. */
function hashOf(blob: string): string {
  const der = fromBlob(blob);
  return der.ok ? bytesToHex(sha256(der.value)) : "";
}

/** IIS and Windows compare names without case. */
function keyOf(name: string): string {
  return name.toLowerCase();
}
