import type { Certificate } from "@/lib/pki/certificate";
import { extensionName, OID } from "@/lib/pki/oids";

export type ChecklistCode =
  | "dates"
  | "client-auth"
  | "digital-signature"
  | "ca"
  | "hash"
  | "key"
  | "issuer"
  | "revocation"
  | "critical-extensions";

export interface ChecklistItem {
  code: ChecklistCode;
  /** `fail`: IIS refuses it with its default settings. `warn`: it depends on the server or on the client. */
  state: "pass" | "warn" | "fail";
  /** One or two sentences. */
  message: string;
  /** What a browser would get from IIS: `403.17`, ... */
  status?: "403.13" | "403.16" | "403.17";
}

type Verdict = Omit<ChecklistItem, "code">;

const DAY = 86_400_000;
/** Days before its end from which a certificate is worth a warning. */
const EXPIRING_DAYS = 30;

/**
 * Whether IIS will take this certificate from a client, ahead of time. HTTP.sys checks a client's certificate before any mapping is looked at:
 * chain and usage (403.16), dates (403.17) and revocation (403.13), by Microsoft's "HTTP status codes in IIS". The chain itself
 * and revocation can only be known on the server. `now` is the moment to judge at.
 */
export function checkCertificate(certificate: Certificate, now: Date): ChecklistItem[] {
  return [
    { code: "dates", ...dates(certificate, now) },
    { code: "client-auth", ...clientAuth(certificate) },
    { code: "digital-signature", ...digitalSignature(certificate) },
    { code: "ca", ...ca(certificate) },
    { code: "hash", ...hash(certificate) },
    { code: "key", ...key(certificate) },
    { code: "issuer", ...issuer(certificate) },
    { code: "revocation", ...revocation(certificate) },
    { code: "critical-extensions", ...criticalExtensions(certificate) },
  ];
}

/** Whole days from `now` to the end of the certificate; negative when it is over. */
export function daysLeft({ notAfter }: Pick<Certificate, "notAfter">, now: Date): number {
  return Math.floor((Date.parse(notAfter) - now.getTime()) / DAY);
}

const pass = (message: string): Verdict => ({ state: "pass", message });
const warn = (message: string, status?: ChecklistItem["status"]): Verdict => ({
  state: "warn",
  message,
  ...(status && { status }),
});
const refuse = (message: string, status: NonNullable<ChecklistItem["status"]>): Verdict => ({
  state: "fail",
  message,
  status,
});

function dates(certificate: Certificate, now: Date): Verdict {
  const { notBefore, notAfter } = certificate;
  const from = notBefore.slice(0, 10);
  const to = notAfter.slice(0, 10);
  if (Date.parse(notAfter) < Date.parse(notBefore))
    return refuse(`It ends (${to}) before it begins (${from}).`, "403.17");
  if (now.getTime() < Date.parse(notBefore)) return refuse(`It is not valid before ${from}.`, "403.17");
  if (now.getTime() > Date.parse(notAfter))
    return refuse(`It expired on ${to}. Ask your CA for a renewal.`, "403.17");
  const days = daysLeft(certificate, now);
  if (days < EXPIRING_DAYS) return warn(`It expires on ${to}, in ${days === 1 ? "1 day" : `${days} days`}.`);
  return pass(`It is valid until ${to}.`);
}

function clientAuth({ extendedKeyUsage }: Certificate): Verdict {
  if (!extendedKeyUsage) return pass("It names no extended key usage, so it is good for every purpose.");
  if (extendedKeyUsage.includes(OID.clientAuth)) return pass("It is made for client authentication.");
  if (extendedKeyUsage.includes(OID.anyExtendedKeyUsage)) return pass("It is made for any purpose.");
  const servers = extendedKeyUsage.length > 0 && extendedKeyUsage.every((oid) => oid === OID.serverAuth);
  return refuse(
    `${servers ? "It is made for servers only" : "It is not made for client authentication (1.3.6.1.5.5.7.3.2)"}: HTTP.sys refuses it unless its usage check is turned off.`,
    "403.16",
  );
}

/** RFC 8446 section 4.4.2.2 and RFC 5246 section 7.4.6: with a key usage, the client's must allow signatures. */
function digitalSignature({ keyUsage }: Certificate): Verdict {
  if (!keyUsage) return pass("It names no key usage, so its key may sign.");
  if (keyUsage.includes("digitalSignature")) return pass("Its key may sign (digitalSignature).");
  return warn("Its key usage lacks digitalSignature, so many clients will not offer it to a server.");
}

function ca({ basicConstraints, keyUsage }: Certificate): Verdict {
  if (basicConstraints?.ca || keyUsage?.includes("keyCertSign")) {
    return warn(
      "It belongs to a CA. Map the certificates of people or machines, not the one that issues them.",
    );
  }
  return pass("It belongs to a person or a machine, not to a CA.");
}

function hash({ signatureHash, signatureAlgorithm, selfIssued }: Certificate): Verdict {
  if (!signatureHash) return pass(`It is signed with ${signatureAlgorithm}.`);
  // Nobody verifies the signature of a root that is trusted by being in the store.
  if (/^MD/.test(signatureHash)) {
    return refuse(
      `It is signed with ${signatureHash}, which Windows refuses. Ask your CA for a new one.`,
      "403.16",
    );
  }
  if (signatureHash === "SHA-1" && !selfIssued) {
    return warn(
      "It is signed with SHA-1, which Windows may refuse by policy. Ask your CA for one with SHA-256.",
      "403.16",
    );
  }
  return pass(`It is signed with ${signatureHash}.`);
}

/** Curves that Windows offers for TLS by default or on request (Microsoft, "TLS Elliptic Curves in Windows 10"). */
const WINDOWS_CURVES = /^(?:P-256|P-384|P-521|brainpoolP(?:256|384|512)r1)$/;

function key({ keyAlgorithm, keySize, keyCurve }: Certificate): Verdict {
  if (keyAlgorithm === "RSA" || keyAlgorithm === "RSA-PSS") {
    if (keySize === undefined) return warn("The size of its RSA key is unreadable.", "403.16");
    // Microsoft security advisory 2661254.
    if (keySize < 1024)
      return refuse(`Its RSA key has ${keySize} bits, and Windows refuses fewer than 1024.`, "403.16");
    if (keySize < 2048)
      return warn(`Its RSA key has ${keySize} bits; 2048 is the least that is considered safe.`);
    return pass(`Its RSA key has ${keySize} bits.`);
  }
  if (keyAlgorithm === "EC") {
    const name = keyCurve ?? "a curve without a name";
    if (keyCurve && WINDOWS_CURVES.test(keyCurve)) return pass(`Its EC key is on ${name}.`);
    return warn(`Its EC key is on ${name}, which Windows does not offer for TLS.`);
  }
  return warn(
    `Its key is ${keyAlgorithm}, which Windows may not support for TLS clients. Try it before you rely on it.`,
  );
}

function issuer({ selfIssued }: Certificate): Verdict {
  if (!selfIssued) return pass("It was issued by a CA, which the server must trust.");
  return warn(
    "It is self-signed: the server takes it only where it stands in Trusted Root Certification Authorities itself.",
    "403.16",
  );
}

function revocation({ crlUrls, ocspUrls, selfIssued }: Certificate): Verdict {
  if (selfIssued) return pass("It is self-signed, so its revocation is not checked.");
  if (crlUrls.length + ocspUrls.length > 0) {
    const [address] = [...crlUrls, ...ocspUrls];
    return pass(
      `Its revocation is checked at ${address}, which the server must reach, else clients get 403.13.`,
    );
  }
  return warn(
    "It names neither a CRL nor an OCSP address, so Windows may be unable to check its revocation.",
    "403.13",
  );
}

/** Windows does not know the other ones; RFC 5280 section 4.2 has it refuse a certificate with an unknown critical extension. */
const WINDOWS_EXTENSIONS = new Set<string>([
  OID.keyUsage,
  OID.subjectAltName,
  OID.basicConstraints,
  OID.certificatePolicies,
  OID.extendedKeyUsage,
  OID.crlDistributionPoints,
  OID.authorityKeyIdentifier,
  OID.subjectKeyIdentifier,
  OID.authorityInfoAccess,
  OID.sidExtension,
  "2.5.29.18",
  "2.5.29.30",
  "2.5.29.33",
  "2.5.29.36",
  "2.5.29.54",
  "1.3.6.1.4.1.311.21.10",
]);

function criticalExtensions({ extensions }: Certificate): Verdict {
  const unknown = extensions.filter(({ oid, critical }) => critical && !WINDOWS_EXTENSIONS.has(oid));
  if (unknown.length === 0) return pass("It has no critical extension that Windows does not know.");
  const names = unknown.map(({ oid }) => extensionName(oid) ?? oid).join(", ");
  return warn(`It has a critical extension that Windows may not know: ${names}.`, "403.16");
}
