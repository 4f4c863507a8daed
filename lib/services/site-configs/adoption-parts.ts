import { fail, ok, type Result } from "@/lib/errors";
import type { Prisma } from "@/lib/generated/prisma/client";
import { accountKey } from "@/lib/iis/passwords";
import type { SiteConfig } from "@/lib/iis/site-config";
import { parseUserName } from "@/lib/iis/user-name";
import { fromBlob } from "@/lib/pki/blob";
import type { Certificate } from "@/lib/pki/certificate";
import { parseCertificate } from "@/lib/pki/der";

/** Certificates and accounts that the wanted site configs name, read once each, and which of them are stored. */
export interface Parts {
  /** By the blob as it stands in the file. */
  certificate(blob: string): Result<CertificatePart>;
  /** By the account as it stands in the file. */
  account(userName: string): Result<AccountPart>;
  certificates: CertificatePart[];
  accounts: AccountPart[];
}
export interface CertificatePart {
  certificate: Certificate;
  stored: boolean;
}
export interface AccountPart {
  key: string;
  /** As it is stored; for a new one as it is first written. */
  userName: string;
  stored: boolean;
}

const CHUNK = 1000;

export async function readParts(
  tx: Prisma.TransactionClient,
  configs: readonly SiteConfig[],
): Promise<Parts> {
  const blobs = new Map<string, Result<CertificatePart>>();
  const accounts = new Map<string, Result<AccountPart>>();
  for (const { iisClientCertificateMappingAuthentication: section } of configs) {
    for (const { certificate } of section?.oneToOneMappings ?? [])
      if (!blobs.has(certificate)) blobs.set(certificate, readPart(certificate));
    for (const { userName } of [
      ...(section?.oneToOneMappings ?? []),
      ...(section?.manyToOneMappings ?? []),
    ]) {
      const key = accountKey(userName ?? "");
      if (userName !== undefined && !accounts.has(key)) accounts.set(key, readAccount(userName));
    }
  }
  const bySha256 = new Map(valuesOf(blobs).map((part) => [part.certificate.sha256, part]));
  const byKey = new Map(valuesOf(accounts).map((part) => [part.key, part]));
  for (const sha256 of chunks([...bySha256.keys()]))
    for (const row of await tx.certificate.findMany({
      where: { sha256: { in: sha256 } },
      select: { sha256: true },
    })) {
      const part = bySha256.get(row.sha256);
      if (part) part.stored = true;
    }
  for (const userNameKey of chunks([...byKey.keys()]))
    for (const row of await tx.account.findMany({
      where: { userNameKey: { in: userNameKey } },
      select: { userName: true, userNameKey: true },
    })) {
      const part = byKey.get(row.userNameKey);
      if (part) Object.assign(part, { userName: row.userName, stored: true });
    }
  return {
    certificate: (blob) => blobs.get(blob) ?? readPart(blob),
    account: (userName) => accounts.get(accountKey(userName)) ?? readAccount(userName),
    certificates: [...bySha256.values()],
    accounts: [...byKey.values()],
  };
}

/** Only what `toBlob` writes: a text that merely decodes would come back from a push as another one. */
function readPart(blob: string): Result<CertificatePart> {
  const der = fromBlob(blob);
  if (!der.ok) return der;
  const certificate = parseCertificate(der.value);
  if (!certificate.ok) return certificate;
  return ok({ certificate: certificate.value, stored: false });
}

function readAccount(userName: string): Result<AccountPart> {
  const parsed = parseUserName(userName);
  if (!parsed.ok) return parsed;
  if (parsed.value.text !== userName)
    return fail("user-name-malformed", `"${userName}" begins or ends with a blank.`);
  return ok({ key: parsed.value.key, userName, stored: false });
}

function valuesOf<Value>(results: ReadonlyMap<string, Result<Value>>): Value[] {
  return [...results.values()].flatMap((result) => (result.ok ? [result.value] : []));
}

export function chunks<Item>(items: readonly Item[]): Item[][] {
  return Array.from({ length: Math.ceil(items.length / CHUNK) }, (_, i) =>
    items.slice(i * CHUNK, (i + 1) * CHUNK),
  );
}
