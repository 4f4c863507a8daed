import type { Certificate, DistinguishedName } from "@/lib/pki/certificate";
import { formatWindowsRdn } from "@/lib/pki/names";

export type IdentityKind =
  | "issuer-serial"
  | "subject-key-identifier"
  | "sha1-public-key"
  | "issuer-sid"
  | "issuer-subject"
  | "subject"
  | "rfc822";

export interface AltSecurityIdentity {
  kind: IdentityKind;
  /** Exact value of the attribute altSecurityIdentities. */
  value: string;
  /** Weak ones are refused by domain controllers with the updates of September 2025 (KB5014754). */
  strength: "strong" | "weak";
  /** What is not documented well enough to promise; shown beside the value. */
  doubt?: string;
}

/**
 * The values of altSecurityIdentities that map this certificate to an account, best first (MS-PKCA 3.1.5.2.1, KB5014754). A domain controller
 * builds the same text from the certificate and compares strings, so names come from the DER, never from splitting text. What the
 * certificate lacks (SKI, SID, e-mail, a name) yields no value.
 */
export function altSecurityIdentities(certificate: Certificate): AltSecurityIdentity[] {
  const issuer = formatDirectoryName(certificate.issuerName);
  const subject = formatDirectoryName(certificate.subjectName);
  const identities: AltSecurityIdentity[] = [];
  const add = (
    kind: IdentityKind,
    strength: AltSecurityIdentity["strength"],
    value: string,
    doubt?: string,
  ) => identities.push({ kind, value: `X509:${value}`, strength, ...(doubt && { doubt }) });

  if (issuer) add("issuer-serial", "strong", `<I>${issuer}<SR>${reverseHex(certificate.serialNumber)}`);
  if (certificate.subjectKeyIdentifier)
    add("subject-key-identifier", "strong", `<SKI>${certificate.subjectKeyIdentifier}`);
  add(
    "sha1-public-key",
    "strong",
    `<SHA1-PUKEY>${certificate.keyId}`,
    "Microsoft does not say which bytes of the key are hashed; here it is the content of the public key's bit string. Try it on one account first.",
  );
  if (issuer && certificate.sid) {
    add(
      "issuer-sid",
      "strong",
      `<I>${issuer}<SID>${certificate.sid}`,
      "Only newer domain controllers know this form (MS-PKCA).",
    );
  }
  if (issuer && subject) add("issuer-subject", "weak", `<I>${issuer}<S>${subject}`);
  if (subject) add("subject", "weak", `<S>${subject}`);
  for (const { kind, value } of certificate.subjectAltName)
    if (kind === "email") add("rfc822", "weak", `<RFC822>${value}`);
  return identities;
}

/**
 * A name as a domain controller writes it for the comparison: DER order (root-most first), commas without blanks, Windows' type names, as
 * CertNameToStr with line breaks that MS-PKCA has replaced by commas. `DC=com,DC=contoso,CN=Contoso CA`.
 */
export function formatDirectoryName(name: DistinguishedName): string {
  return name.map(formatWindowsRdn).join(",");
}

/** Reverses bytes, not digits: `a1b2c3` becomes `c3b2a1` (KB5014754). An odd digit in front counts as a byte of its own. */
export function reverseHex(hex: string): string {
  const even = hex.length % 2 === 0 ? hex : `0${hex}`;
  return (even.match(/../g) ?? []).reverse().join("");
}
