import { MATCH_LIMIT } from "@/lib/api/many-to-one";
import { db } from "@/lib/db";
import type { Certificate, DistinguishedName, NameAttribute } from "@/lib/pki/certificate";
import { parseNames } from "@/lib/pki/der";

/** What a question about every stored certificate needs of each. */
export interface StoredNames extends Pick<Certificate, "sha256" | "subjectName" | "issuerName"> {
  id: string;
  displayName: string;
  notAfter: Date;
}

export interface Store {
  /** The newest ones, newest first: at most MATCH_LIMIT. */
  certificates: readonly StoredNames[];
  /** How many are stored in all. */
  total: number;
}

interface Held extends Store {
  newest: string | null;
}

let held: Held = { certificates: [], total: 0, newest: null };
let reading: Promise<Held> | null = null;

/** So many are fetched at once: about 3 MB of DER. */
const CHUNK = 2_000;

/**
 * The names of the stored certificates. They are kept in memory, some 250 bytes each, and fetched anew only where certificates were
 * added or deleted since: a certificate itself never changes.
 */
export async function storedNames(): Promise<Store> {
  const [state] = await db().$queryRaw<{ total: number; newest: string | null }[]>`
    SELECT count(*)::int AS total, (SELECT id FROM "Certificate" ORDER BY id DESC LIMIT 1) AS newest FROM "Certificate"`;
  const { total = 0, newest = null } = state ?? {};
  if (held.total === total && held.newest === newest) return held;
  // Several people type at once: one of them reads.
  reading ??= read(total, newest).finally(() => {
    reading = null;
  });
  held = await reading;
  return held;
}

async function read(total: number, newest: string | null): Promise<Held> {
  const known = new Map(held.certificates.map((certificate) => [certificate.id, certificate]));
  const ids = await db().$queryRaw<{ id: string }[]>`
    SELECT id FROM "Certificate" ORDER BY id DESC LIMIT ${MATCH_LIMIT}`;
  const missing = ids.filter(({ id }) => !known.has(id)).map(({ id }) => id);
  const share = sharer();
  for (let at = 0; at < missing.length; at += CHUNK) {
    const rows = await db().certificate.findMany({
      where: { id: { in: missing.slice(at, at + CHUNK) } },
      select: { id: true, sha256: true, displayName: true, notAfter: true, der: true },
    });
    for (const { der, ...row } of rows) {
      // Every stored certificate was read whole before it was stored.
      const { subjectName, issuerName } = parseNames(der) ?? { subjectName: [], issuerName: [] };
      known.set(row.id, { ...row, subjectName: share(subjectName), issuerName: share(issuerName) });
    }
  }
  return { certificates: ids.flatMap(({ id }) => known.get(id) ?? []), total, newest };
}

/** Organizations and issuers are the same in thousands of certificates: one object for each. */
function sharer() {
  const seen = new Map<string, NameAttribute>();
  return (name: DistinguishedName): DistinguishedName =>
    name.map((rdn) =>
      rdn.map((attribute) => {
        const key = `${attribute.oid}=${attribute.value}`;
        const same = seen.get(key) ?? attribute;
        seen.set(key, same);
        return same;
      }),
    );
}
