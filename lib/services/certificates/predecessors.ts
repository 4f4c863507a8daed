import type { Prisma } from "@/lib/generated/prisma/client";
import { SUCCESSION_REASONS, type SuccessionReason, succeeds } from "@/lib/pki/succeeds";
import { CERTIFICATE_COLUMNS } from "./row";

/** A certificate with what tells successors and predecessors. */
export const SUCCESSION_COLUMNS = {
  ...CERTIFICATE_COLUMNS,
  subjectKey: true,
  issuerKey: true,
  keySha256: true,
  subjectKeyIdentifier: true,
  authorityKeyIdentifier: true,
  upnKeys: true,
  isCa: true,
} as const satisfies Prisma.CertificateSelect;
export type SuccessionRow = Prisma.CertificateGetPayload<{ select: typeof SUCCESSION_COLUMNS }>;

/** More of them than a person can choose from tell nothing. */
const MOST = 20;

/** Certificates mapped in a draft that this one succeeds, the surest first. */
export async function findPredecessors(
  tx: Prisma.TransactionClient,
  newer: SuccessionRow,
): Promise<{ row: SuccessionRow; reason: SuccessionReason }[]> {
  const alike: Prisma.CertificateWhereInput[] = [{ keySha256: newer.keySha256 }];
  if (newer.subjectKeyIdentifier) alike.push({ subjectKeyIdentifier: newer.subjectKeyIdentifier });
  if (newer.subject !== "") alike.push({ subjectKey: newer.subjectKey });
  if (newer.upnKeys.length > 0) alike.push({ upnKeys: { hasSome: newer.upnKeys } });
  const rows = await tx.certificate.findMany({
    where: {
      OR: alike,
      id: { not: newer.id },
      notAfter: { lte: newer.notAfter },
      // A row that is not read yet looks like every other one.
      reading: { gt: 0 },
      mappings: { some: {} },
    },
    select: SUCCESSION_COLUMNS,
    orderBy: [{ notAfter: "desc" }, { id: "desc" }],
    take: MOST,
  });
  return rows
    .flatMap((row) => {
      const reason = succeeds(newer, row);
      return reason === null ? [] : [{ row, reason }];
    })
    .sort((a, b) => SUCCESSION_REASONS.indexOf(a.reason) - SUCCESSION_REASONS.indexOf(b.reason));
}

/** The item of a list, without what only succession needs. */
export function listed(row: SuccessionRow) {
  const { subjectKey: _s, issuerKey: _i, keySha256: _k, subjectKeyIdentifier: _ski, ...rest } = row;
  const { authorityKeyIdentifier: _aki, upnKeys: _u, isCa: _ca, ...item } = rest;
  return item;
}
