import { X509Certificate } from "node:crypto";
import type { ChainNode } from "@/lib/api/certificate-chain";
import { db } from "@/lib/db";
import type { Prisma } from "@/lib/generated/prisma/client";

export const CHAIN_COLUMNS = {
  id: true,
  der: true,
  displayName: true,
  issuer: true,
  notBefore: true,
  notAfter: true,
  isCa: true,
  selfIssued: true,
  subjectKey: true,
  issuerKey: true,
  subjectKeyIdentifier: true,
  authorityKeyIdentifier: true,
  _count: { select: { mappings: true } },
} as const satisfies Prisma.CertificateSelect;
export type ChainRow = Prisma.CertificateGetPayload<{ select: typeof CHAIN_COLUMNS }>;

/** A neighbour in the chain, and how it is known to be one. */
export interface Linked {
  row: ChainRow;
  proof: NonNullable<ChainNode["proof"]>;
}

const MOST_ISSUERS = 5;
const MOST_ISSUED = 50;

/** Certificates that issued this one, those proven by its signature first. Its own name as issuer is no other certificate's work. */
export async function findIssuers(child: ChainRow): Promise<Linked[]> {
  if (child.issuerKey === "") return [];
  const { authorityKeyIdentifier: key } = child;
  const rows = await db().certificate.findMany({
    where: {
      subjectKey: child.issuerKey,
      id: { not: child.id },
      // Key identifiers decide where both name one (RFC 5280 section 4.2.1.1).
      ...(key !== null && { OR: [{ subjectKeyIdentifier: key }, { subjectKeyIdentifier: null }] }),
      ...(child.selfIssued && { NOT: { issuerKey: child.subjectKey } }),
    },
    select: CHAIN_COLUMNS,
    orderBy: [{ notAfter: "desc" }, { id: "desc" }],
    take: MOST_ISSUERS,
  });
  return rows.flatMap((row) => linked(row, child, row)).sort(bySignature);
}

/** What this one issued, in part, by name. */
export async function findIssued(issuer: ChainRow): Promise<{ links: Linked[]; total: number }> {
  const { subjectKeyIdentifier: key } = issuer;
  const where: Prisma.CertificateWhereInput = {
    issuerKey: issuer.subjectKey,
    id: { not: issuer.id },
    NOT: { subjectKey: issuer.subjectKey },
    ...(key !== null && { OR: [{ authorityKeyIdentifier: key }, { authorityKeyIdentifier: null }] }),
  };
  const [total, rows] = await Promise.all([
    db().certificate.count({ where }),
    db().certificate.findMany({
      where,
      select: CHAIN_COLUMNS,
      orderBy: [{ displayName: "asc" }, { id: "asc" }],
      take: MOST_ISSUED,
    }),
  ]);
  return { links: rows.flatMap((row) => linked(issuer, row, row)), total };
}

/** Names alone prove nothing: a signature that is wrong makes it another issuer of the same name. */
function linked(issuer: ChainRow, child: ChainRow, row: ChainRow): Linked[] {
  const verified = verifies(issuer, child);
  if (verified === false) return [];
  return [{ row, proof: verified ? "signature" : "names" }];
}

/** Undefined: OpenSSL does not know the key or the signature. */
function verifies(issuer: ChainRow, child: ChainRow): boolean | undefined {
  try {
    return new X509Certificate(child.der).verify(new X509Certificate(issuer.der).publicKey);
  } catch {
    return undefined;
  }
}

function bySignature(a: Linked, b: Linked): number {
  return Number(b.proof === "signature") - Number(a.proof === "signature");
}
