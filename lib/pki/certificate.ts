/** One X.509 certificate as the product sees it. Times are ISO 8601 in UTC, fingerprints lower-case hex without separators. */
export interface Certificate {
  der: Uint8Array;
  /** RFC 4514 text (most specific RDN first), "" for an empty name. */
  subject: string;
  issuer: string;
  subjectName: DistinguishedName;
  issuerName: DistinguishedName;
  /** Content of the INTEGER as lower-case hex, sign byte dropped, at least one byte. */
  serialNumber: string;
  sha1: string;
  sha256: string;
  /** To the second, such as `2026-03-01T12:00:00Z`. */
  notBefore: string;
  notAfter: string;
  /** `RSA`, `EC`, `Ed25519`, ... or the dotted OID of an algorithm that we do not know. */
  keyAlgorithm: string;
  /** In bits; undefined where the algorithm has no size that we know. */
  keySize?: number;
  /** Of an EC key: `P-256`, `secp256k1`, ... or the dotted OID of the curve. */
  keyCurve?: string;
  /** Dotted OIDs, in the certificate's order. Undefined: no such extension (good for every purpose). */
  extendedKeyUsage?: string[];
  /** Every otherName 1.3.6.1.4.1.311.20.2.3 of the subject alternative name. */
  upn: string[];

  /** 1, 2 or 3 as people count them (the DER holds 0, 1, 2). */
  version: number;
  /** Name such as `sha256WithRSAEncryption`, or the dotted OID of one that we do not know. */
  signatureAlgorithm: string;
  signatureAlgorithmOid: string;
  /** `SHA-256`, `SHA-1`, `MD5`, ...; undefined where the algorithm names none (Ed25519) or is unknown. */
  signatureHash?: string;
  /** Whole SubjectPublicKeyInfo, DER. A view into `der`. */
  spki: Uint8Array;
  /** SHA-1 of the key's BIT STRING content (RFC 5280 section 4.2.1.2, method 1), lower-case hex. */
  keyId: string;
  /** Set bits of keyUsage by RFC 5280 name, in bit order. Undefined: no such extension. */
  keyUsage?: string[];
  /** Undefined: no such extension. `pathLen` undefined: no limit. */
  basicConstraints?: { ca: boolean; pathLen?: number };
  /** Entries of the subject alternative name, in the certificate's order. */
  subjectAltName: AlternativeName[];
  /** Security identifier (`S-1-5-21-...`) from extension 1.3.6.1.4.1.311.25.2, MS-WCCE 2.2.2.7.7.4. */
  sid?: string;
  /** Lower-case hex of the extension's key identifier. */
  subjectKeyIdentifier?: string;
  authorityKeyIdentifier?: string;
  crlUrls: string[];
  ocspUrls: string[];
  /** Where the issuer's certificate can be fetched (AIA caIssuers). */
  issuerUrls: string[];
  /** Dotted OIDs of the certificate policies. */
  policies: string[];
  /** Subject and issuer are the same bytes: self-signed, or a CA's rollover certificate. */
  selfIssued: boolean;
  /** Every extension, in the certificate's order. */
  extensions: { oid: string; critical: boolean }[];
}

export interface AlternativeName {
  kind: "dns" | "email" | "uri" | "ip" | "directory" | "upn" | "rid" | "other";
  /** Text of the entry; for a directory name RFC 4514 text, for an otherName we do not know `#` and hex of its DER. */
  value: string;
  /** Type of an otherName, dotted. */
  oid?: string;
}

/** RDNs in DER order (root-most first), each with its attributes in DER order. */
export type DistinguishedName = readonly (readonly NameAttribute[])[];

export interface NameAttribute {
  /** Dotted OID, such as `2.5.4.3`. */
  oid: string;
  /** The decoded string value, unescaped. A value that is no string is `#` and the hex of its DER. */
  value: string;
  /** `#` and hex of the value's DER, set where RFC 4514 asks for that form: type without a short name, or no string. */
  encoded?: string;
}
