import type { Certificate } from "@/lib/pki/certificate";

/** Certificates that name the same issuer, and those that may be that issuer. */
interface Generation {
  issued: Certificate[];
  issuers: Certificate[];
}

/**
 * Certificates of one file with those first that issued nobody else in it (the ones to map), then their issuers, each behind what it
 * issued. `chain` is that second part. The same certificate twice counts once. Where everything issued something, nothing is reordered.
 */
export function orderChain(found: readonly Certificate[]): {
  certificates: Certificate[];
  chain: Certificate[];
} {
  const all = [...new Map(found.map((certificate) => [certificate.sha256, certificate])).values()];
  const generations = generationsOf(all);
  const issuers = new Set<Certificate>();
  for (const { issued, issuers: candidates } of new Set(generations.values())) {
    // Alone with itself, a self-signed certificate issued nobody else.
    for (const issuer of candidates) if (issued.length > 1 || issued[0] !== issuer) issuers.add(issuer);
  }

  const leaves = all.filter((certificate) => !issuers.has(certificate));
  if (leaves.length === 0) return { certificates: all, chain: [] };
  // A CA without certificates of its own in the file is a leaf by name only: people's certificates go first.
  const isCa = ({ basicConstraints }: Certificate) => Number(basicConstraints?.ca === true);
  const ordered = new Set(leaves.sort((a, b) => isCa(a) - isCa(b)));
  const visited = new Set<Generation>();
  // A Set visits what is added while it is walked, so issuers of issuers follow.
  for (const certificate of ordered) {
    const generation = generations.get(certificate);
    if (!generation || visited.has(generation)) continue;
    visited.add(generation);
    for (const issuer of generation.issuers) ordered.add(issuer);
  }
  const certificates = [...ordered, ...all.filter((certificate) => !ordered.has(certificate))];
  return { certificates, chain: certificates.filter((certificate) => issuers.has(certificate)) };
}

/** By generation and not by pair, so that a file with thousands of certificates of one name stays quick. */
function generationsOf(all: readonly Certificate[]): Map<Certificate, Generation> {
  const bySubject = new Map<string, Certificate[]>();
  for (const certificate of all) {
    const same = bySubject.get(certificate.subject);
    if (same) same.push(certificate);
    else bySubject.set(certificate.subject, [certificate]);
  }
  const byIssuer = new Map<string, Generation>();
  const generations = new Map<Certificate, Generation>();
  for (const certificate of all) {
    const { issuer, authorityKeyIdentifier: key } = certificate;
    const name = `${key ?? ""} ${issuer}`;
    let generation = byIssuer.get(name);
    if (!generation) {
      generation = {
        issued: [],
        issuers: (bySubject.get(issuer) ?? []).filter((candidate) => mayHaveKey(candidate, key)),
      };
      byIssuer.set(name, generation);
    }
    generation.issued.push(certificate);
    generations.set(certificate, generation);
  }
  return generations;
}

/** Key identifiers decide where both name one (RFC 5280 section 4.2.1.1). */
function mayHaveKey({ subjectKeyIdentifier: held }: Certificate, wanted: string | undefined): boolean {
  return held === undefined || wanted === undefined || held === wanted;
}
