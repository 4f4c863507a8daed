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
  notBefore: string;
  notAfter: string;
  /** `RSA`, `EC`, `Ed25519`, ... or the dotted OID of an algorithm that we do not know. */
  keyAlgorithm: string;
  /** In bits; undefined where the algorithm has no size that we know. */
  keySize?: number;
  /** Dotted OIDs, in the certificate's order. Undefined: no such extension (good for every purpose). */
  extendedKeyUsage?: string[];
  /** Every otherName 1.3.6.1.4.1.311.20.2.3 of the subject alternative name. */
  upn: string[];
}

/** RDNs in DER order (root-most first), each with its attributes in DER order. */
export type DistinguishedName = readonly (readonly NameAttribute[])[];

export interface NameAttribute {
  /** Dotted OID, such as `2.5.4.3`. */
  oid: string;
  /** The decoded string value, unescaped. */
  value: string;
}
