import { disableEntry, removeEntry } from "@/lib/iis/lint/edit";
import type { Finding, FindingEntry, Severity } from "@/lib/iis/lint/finding";
import { decodeAsIisDoes } from "@/lib/iis/runtime-facts";
import type { OneToOneMapping } from "@/lib/iis/site-config";
import type { Certificate } from "@/lib/pki/certificate";
import { parseCertificate } from "@/lib/pki/der";
import { OID } from "@/lib/pki/oids";

const SECTION = "iisClientCertificateMappingAuthentication" as const;
const DAY = 86_400_000;
const EXPIRES_SOON_DAYS = 30;

/** Findings on one-to-one mappings, in the order of the list. Decodes every certificate. `now` in milliseconds. */
export function lintOneToOne(mappings: readonly OneToOneMapping[], now: number): Finding[] {
  const findings: Finding[] = [];
  const seen = new Map<string, number>();
  mappings.forEach((mapping, index) => {
    const entry: FindingEntry = { list: "oneToOneMappings", index, name: mapping.name };
    const der = decodeAsIisDoes(mapping.certificate);
    const parsed = der ? parseCertificate(der) : undefined;
    if (!der || !parsed?.ok) {
      findings.push(undecodable(mapping, entry, parsed && !parsed.ok ? parsed.error.message : undefined));
      return;
    }
    const key = parsed.value.sha256;
    const first = seen.get(key);
    const earlier = first === undefined ? undefined : mappings[first];
    if (earlier) findings.push(duplicate(mapping, earlier, entry, first ?? 0));
    else seen.set(key, index);
    if (mapping.enabled) findings.push(...lintCertificate(parsed.value, entry, now));
  });
  return findings;
}

function undecodable(mapping: OneToOneMapping, entry: FindingEntry, detail?: string): Finding {
  return {
    code: "undecodable-certificate",
    severity: mapping.enabled ? "error" : "warning",
    section: SECTION,
    entry,
    message: `The certificate of ${label(entry)} cannot be read.${detail ? ` ${detail}` : ""}`,
    why: mapping.enabled
      ? "One such entry makes every request with a client certificate fail on the whole site (401.1, 0x80093102)."
      : "Once enabled, it makes every request with a client certificate fail on the whole site (401.1, 0x80093102).",
    fix: "Put the certificate in again: base64 of the DER on one line, without BEGIN and END lines.",
    because: ["broken-entry-breaks-site", "base64-stops"],
    ...(mapping.enabled && { mechanicalFix: disableEntry(entry) }),
  };
}

function duplicate(
  mapping: OneToOneMapping,
  earlier: OneToOneMapping,
  entry: FindingEntry,
  first: number,
): Finding {
  const sameAccount = mapping.userName.toLowerCase() === earlier.userName.toLowerCase();
  const sameText = mapping.certificate === earlier.certificate;
  return {
    code: sameAccount ? "duplicate-certificate" : "certificate-two-accounts",
    severity: sameText || !sameAccount ? "error" : "warning",
    section: SECTION,
    entry,
    message: sameAccount
      ? `The certificate of ${label(entry)} is in entry ${first + 1} already.`
      : `The certificate of ${label(entry)} maps to ${mapping.userName} here and to ${earlier.userName} in entry ${first + 1}.`,
    why: sameText
      ? "IIS answers every request of the site with 500.19 (0x800700b7, duplicate key)."
      : "The first entry stays, this one is ignored without a word.",
    fix: sameAccount ? "Remove one of the two." : "Decide for one account and remove the other entry.",
    ...(!sameText && { because: ["first-duplicate-stays" as const] }),
    ...(sameAccount && { mechanicalFix: removeEntry(entry) }),
  };
}

function lintCertificate(certificate: Certificate, entry: FindingEntry, now: number): Finding[] {
  const findings: Finding[] = [];
  const add = (code: Finding["code"], severity: Severity, message: string, why: string, fix: string) =>
    findings.push({
      code,
      severity,
      section: SECTION,
      entry,
      message: `${label(entry)}: ${message}`,
      why,
      fix,
    });
  const { notBefore, notAfter, keyAlgorithm, keySize, signatureHash, extendedKeyUsage: usages } = certificate;
  const left = Date.parse(notAfter) - now;
  const renewed = "A renewed certificate is another certificate: add it before this one ends.";
  if (left < 0)
    add(
      "certificate-expired",
      "warning",
      `the certificate expired on ${notAfter.slice(0, 10)}.`,
      "HTTP.sys refuses it with 403.17.",
      "Map the renewed certificate and remove this entry.",
    );
  else if (left < EXPIRES_SOON_DAYS * DAY)
    add(
      "certificate-expires-soon",
      "info",
      `the certificate expires on ${notAfter.slice(0, 10)}.`,
      "From then on HTTP.sys refuses it with 403.17.",
      renewed,
    );
  if (Date.parse(notBefore) > now)
    add(
      "certificate-not-yet-valid",
      "warning",
      `the certificate is not valid before ${notBefore.slice(0, 10)}.`,
      "Until then HTTP.sys refuses it with 403.17.",
      "Wait, or check the clock.",
    );
  if (usages && !usages.includes(OID.clientAuth) && !usages.includes(OID.anyExtendedKeyUsage))
    add(
      "no-client-auth",
      "warning",
      "the certificate is not made for client authentication.",
      "HTTP.sys refuses it (403.16) unless the usage check of the binding is off, and browsers do not offer it.",
      "Ask for a certificate with Client Authentication (1.3.6.1.5.5.7.3.2).",
    );
  if (signatureHash === "SHA-1" || signatureHash?.startsWith("MD"))
    add(
      "sha1-signature",
      "warning",
      `the certificate is signed with ${signatureHash}.`,
      "Windows may refuse it by policy (403.16), and such a signature can be forged.",
      "Ask for a certificate signed with SHA-256.",
    );
  if (keyAlgorithm.startsWith("RSA") && keySize !== undefined && keySize < 2_048)
    add(
      "short-rsa-key",
      "warning",
      `the RSA key has ${keySize} bits.`,
      "Less than 2048 bits is not considered safe; below 1024 Windows refuses it.",
      "Ask for a certificate with a longer key.",
    );
  if (certificate.basicConstraints?.ca || certificate.keyUsage?.includes("keyCertSign"))
    add(
      "ca-certificate",
      "warning",
      "this is the certificate of an authority.",
      "Whoever holds its key can issue certificates; nobody should sign in with it. It does not map the certificates that it issued.",
      "Map the certificate of the person or the machine, or make a many-to-one mapping on the issuer.",
    );
  return findings;
}

function label({ name, index }: FindingEntry): string {
  return name === "" ? `one-to-one mapping ${index + 1}` : JSON.stringify(name);
}
