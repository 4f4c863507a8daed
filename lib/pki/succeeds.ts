/** What must be known of a certificate to tell whether it succeeds another one; digests and identifiers as lower-case hex. */
export interface Successor {
  sha256: string;
  notBefore: Date;
  notAfter: Date;
  /** "" for an empty name, which is nobody's. */
  subject: string;
  /** `nameKey` of both names. */
  subjectKey: string;
  issuerKey: string;
  /** SHA-256 of the SubjectPublicKeyInfo. */
  keySha256: string;
  subjectKeyIdentifier: string | null;
  authorityKeyIdentifier: string | null;
  /** UPNs in lower case. */
  upnKeys: readonly string[];
  isCa: boolean;
}

/** Best first: the same key proves more than the same name. */
export const SUCCESSION_REASONS = ["key", "key-identifier", "names", "issuer-key", "upn"] as const;
export type SuccessionReason = (typeof SUCCESSION_REASONS)[number];

/**
 * Why `newer` is a renewal of `older`; null where it is not. A renewal ends later (or, ending with it, begins later), and shares its key, its
 * subject key identifier, subject and issuer, subject and the issuer's key, or a user principal name. It is a likeness and no proof
 * that it is the same person: whoever replaces a mapping decides.
 */
export function succeeds(newer: Successor, older: Successor): SuccessionReason | null {
  if (newer.sha256 === older.sha256 || newer.isCa !== older.isCa || !isLater(newer, older)) return null;
  if (both(newer.keySha256, older.keySha256)) return "key";
  if (both(newer.subjectKeyIdentifier, older.subjectKeyIdentifier)) return "key-identifier";
  if (newer.subject !== "" && both(newer.subjectKey, older.subjectKey)) {
    if (both(newer.issuerKey, older.issuerKey)) return "names";
    if (both(newer.authorityKeyIdentifier, older.authorityKeyIdentifier)) return "issuer-key";
  }
  return newer.upnKeys.some((upn) => older.upnKeys.includes(upn)) ? "upn" : null;
}

function isLater(newer: Successor, older: Successor): boolean {
  const by = newer.notAfter.getTime() - older.notAfter.getTime();
  return by > 0 || (by === 0 && newer.notBefore > older.notBefore);
}

function both(one: string | null, other: string | null): boolean {
  return one !== null && one !== "" && one === other;
}
