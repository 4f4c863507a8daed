import type { CertificateItem } from "@/lib/api/certificates";
import type { Prisma } from "@/lib/generated/prisma/client";
import type { Certificate } from "@/lib/pki/certificate";
import { displayName } from "@/lib/pki/names";
import { readingOf } from "./reading";

/** A name that is longer than this is cut for lists; the subject is whole. */
const DISPLAY_LENGTH = 200;

/** Everything of a row but the bytes, which lists do not need. */
export const CERTIFICATE_COLUMNS = {
  id: true,
  sha256: true,
  sha1: true,
  subject: true,
  issuer: true,
  displayName: true,
  serialNumber: true,
  notBefore: true,
  notAfter: true,
  keyAlgorithm: true,
  keySize: true,
  extendedKeyUsage: true,
  hasExtendedKeyUsage: true,
  upn: true,
  owner: true,
  tags: true,
  version: true,
  createdAt: true,
  createdBy: true,
  _count: { select: { mappings: true } },
} as const satisfies Prisma.CertificateSelect;
type Row = Prisma.CertificateGetPayload<{ select: typeof CERTIFICATE_COLUMNS }>;

export function certificateItem({ _count, hasExtendedKeyUsage, ...row }: Row): CertificateItem {
  return {
    ...row,
    extendedKeyUsage: hasExtendedKeyUsage ? row.extendedKeyUsage : null,
    notBefore: row.notBefore.toISOString(),
    notAfter: row.notAfter.toISOString(),
    createdAt: row.createdAt.toISOString(),
    mappings: _count.mappings,
  };
}

export function newCertificateRow(
  certificate: Certificate,
  createdBy: string,
): Prisma.CertificateCreateManyInput {
  return {
    sha256: certificate.sha256,
    sha1: certificate.sha1,
    der: Buffer.from(certificate.der),
    subject: certificate.subject,
    issuer: certificate.issuer,
    displayName: (
      displayName(certificate.subjectName) ||
      certificate.subject ||
      certificate.serialNumber
    ).slice(0, DISPLAY_LENGTH),
    serialNumber: certificate.serialNumber,
    notBefore: certificate.notBefore,
    notAfter: certificate.notAfter,
    keyAlgorithm: certificate.keyAlgorithm,
    keySize: certificate.keySize ?? null,
    extendedKeyUsage: certificate.extendedKeyUsage ?? [],
    hasExtendedKeyUsage: certificate.extendedKeyUsage !== undefined,
    upn: certificate.upn,
    ...readingOf(certificate),
    createdBy,
  };
}
