import type { Certificate } from "@/lib/pki/certificate";

/**
 * Certificates of one file with those first that nobody else in it was issued by (the ones to map), then their issuers, each behind what it
 * issued. `chain` is that second part. The same certificate twice counts once. Where everything issued something, nothing is reordered.
 */
export function orderChain(found: readonly Certificate[]): {
  certificates: Certificate[];
  chain: Certificate[];
} {
  const all = [...new Map(found.map((certificate) => [certificate.sha256, certificate])).values()];
  const bySubject = new Map<string, Certificate[]>();
  for (const certificate of all)
    bySubject.set(certificate.subject, [...(bySubject.get(certificate.subject) ?? []), certificate]);
  const issuersOf = (certificate: Certificate) =>
    (bySubject.get(certificate.issuer) ?? []).filter(
      (issuer) => issuer !== certificate && mayHaveIssued(issuer, certificate),
    );

  const issuers = new Set(all.flatMap(issuersOf));
  const leaves = all.filter((certificate) => !issuers.has(certificate));
  if (leaves.length === 0) return { certificates: all, chain: [] };
  // A renewal of the CA beside its old certificate is a leaf by name only: people's certificates go first.
  const isCa = ({ basicConstraints }: Certificate) => Number(basicConstraints?.ca === true);
  const ordered = new Set(leaves.sort((a, b) => isCa(a) - isCa(b)));
  // A Set visits what is added while it is walked, so issuers of issuers follow.
  for (const certificate of ordered) for (const issuer of issuersOf(certificate)) ordered.add(issuer);
  const certificates = [...ordered, ...all.filter((certificate) => !ordered.has(certificate))];
  return { certificates, chain: certificates.filter((certificate) => issuers.has(certificate)) };
}

/** By name, and by key identifier where both name one (RFC 5280 section 4.2.1.1). */
function mayHaveIssued(issuer: Certificate, certificate: Certificate): boolean {
  const { subjectKeyIdentifier: held } = issuer;
  const { authorityKeyIdentifier: wanted } = certificate;
  return held === undefined || wanted === undefined || held === wanted;
}
