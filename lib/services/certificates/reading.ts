import { createHash } from "node:crypto";
import type { Certificate } from "@/lib/pki/certificate";
import { nameKey } from "@/lib/pki/name-key";
import { OID } from "@/lib/pki/oids";

/** Raise it when `readingOf` changes: rows of a lower one are read again in the background (./reread). */
export const READING = 1;

/** The columns that are worked out from a certificate, to find issuers, what it issued, and successors. */
export function readingOf(certificate: Certificate) {
  const { extendedKeyUsage, keyUsage, basicConstraints } = certificate;
  return {
    reading: READING,
    subjectKey: nameKey(certificate.subjectName),
    issuerKey: nameKey(certificate.issuerName),
    subjectKeyIdentifier: certificate.subjectKeyIdentifier ?? null,
    authorityKeyIdentifier: certificate.authorityKeyIdentifier ?? null,
    keySha256: createHash("sha256").update(certificate.spki).digest("hex"),
    upnKeys: [...new Set(certificate.upn.map((upn) => upn.toLowerCase()))],
    email: certificate.subjectAltName.filter(({ kind }) => kind === "email").map(({ value }) => value),
    sid: certificate.sid ?? null,
    selfIssued: certificate.selfIssued,
    isCa: basicConstraints?.ca === true || keyUsage?.includes("keyCertSign") === true,
    clientAuth:
      extendedKeyUsage === undefined ||
      extendedKeyUsage.includes(OID.clientAuth) ||
      extendedKeyUsage.includes(OID.anyExtendedKeyUsage),
  };
}
