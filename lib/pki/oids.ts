/** Names of object identifiers. A name that is not here is shown as its dotted text: nothing depends on knowing one. */

export const OID = {
  commonName: "2.5.4.3",
  organization: "2.5.4.10",
  emailAddress: "1.2.840.113549.1.9.1",
  upn: "1.3.6.1.4.1.311.20.2.3",
  sidExtension: "1.3.6.1.4.1.311.25.2",
  sidValue: "1.3.6.1.4.1.311.25.2.1",
  clientAuth: "1.3.6.1.5.5.7.3.2",
  serverAuth: "1.3.6.1.5.5.7.3.1",
  smartCardLogon: "1.3.6.1.4.1.311.20.2.2",
  anyExtendedKeyUsage: "2.5.29.37.0",
  subjectKeyIdentifier: "2.5.29.14",
  keyUsage: "2.5.29.15",
  subjectAltName: "2.5.29.17",
  basicConstraints: "2.5.29.19",
  crlDistributionPoints: "2.5.29.31",
  certificatePolicies: "2.5.29.32",
  authorityKeyIdentifier: "2.5.29.35",
  extendedKeyUsage: "2.5.29.37",
  authorityInfoAccess: "1.3.6.1.5.5.7.1.1",
  ocsp: "1.3.6.1.5.5.7.48.1",
  caIssuers: "1.3.6.1.5.5.7.48.2",
  pkcs7Data: "1.2.840.113549.1.7.1",
  pkcs7SignedData: "1.2.840.113549.1.7.2",
  pkcs7EncryptedData: "1.2.840.113549.1.7.6",
  rsassaPss: "1.2.840.113549.1.1.10",
} as const;

const EXTENDED_KEY_USAGES: Record<string, string> = {
  "1.3.6.1.5.5.7.3.1": "Server Authentication",
  "1.3.6.1.5.5.7.3.2": "Client Authentication",
  "1.3.6.1.5.5.7.3.3": "Code Signing",
  "1.3.6.1.5.5.7.3.4": "Secure Email",
  "1.3.6.1.5.5.7.3.5": "IP Security End System",
  "1.3.6.1.5.5.7.3.6": "IP Security Tunnel Termination",
  "1.3.6.1.5.5.7.3.7": "IP Security User",
  "1.3.6.1.5.5.7.3.8": "Time Stamping",
  "1.3.6.1.5.5.7.3.9": "OCSP Signing",
  "1.3.6.1.5.5.7.3.17": "IP Security IKE",
  "1.3.6.1.5.5.7.3.21": "SSH Client Authentication",
  "1.3.6.1.5.5.7.3.22": "SSH Server Authentication",
  "1.3.6.1.5.5.7.3.36": "Document Signing",
  "1.3.6.1.5.2.3.4": "PKINIT Client Authentication",
  "1.3.6.1.5.2.3.5": "KDC Authentication",
  "1.3.6.1.5.5.8.2.2": "IP Security IKE Intermediate",
  "1.3.6.1.4.1.311.10.3.1": "Microsoft Trust List Signing",
  "1.3.6.1.4.1.311.10.3.4": "Encrypting File System",
  "1.3.6.1.4.1.311.10.3.4.1": "File Recovery",
  "1.3.6.1.4.1.311.10.3.11": "Key Recovery",
  "1.3.6.1.4.1.311.10.3.12": "Document Signing (Microsoft)",
  "1.3.6.1.4.1.311.20.2.1": "Certificate Request Agent",
  "1.3.6.1.4.1.311.20.2.2": "Smart Card Logon",
  "1.3.6.1.4.1.311.21.5": "Private Key Archival",
  "1.3.6.1.4.1.311.21.6": "Key Recovery Agent",
  "1.3.6.1.4.1.311.54.1.2": "Remote Desktop Authentication",
  "1.3.6.1.4.1.311.67.1.1": "BitLocker Drive Encryption",
  "2.5.29.37.0": "Any Purpose",
};

/** English name of an extended key usage, as Windows shows it where it has one; undefined for one that we do not know. */
export function extendedKeyUsageName(oid: string): string | undefined {
  return EXTENDED_KEY_USAGES[oid];
}

const EXTENSIONS: Record<string, string> = {
  "2.5.29.9": "Subject Directory Attributes",
  "2.5.29.14": "Subject Key Identifier",
  "2.5.29.15": "Key Usage",
  "2.5.29.16": "Private Key Usage Period",
  "2.5.29.17": "Subject Alternative Name",
  "2.5.29.18": "Issuer Alternative Name",
  "2.5.29.19": "Basic Constraints",
  "2.5.29.30": "Name Constraints",
  "2.5.29.31": "CRL Distribution Points",
  "2.5.29.32": "Certificate Policies",
  "2.5.29.33": "Policy Mappings",
  "2.5.29.35": "Authority Key Identifier",
  "2.5.29.36": "Policy Constraints",
  "2.5.29.37": "Extended Key Usage",
  "2.5.29.46": "Freshest CRL",
  "2.5.29.54": "Inhibit Any Policy",
  "1.3.6.1.5.5.7.1.1": "Authority Information Access",
  "1.3.6.1.5.5.7.1.3": "Qualified Certificate Statements",
  "1.3.6.1.5.5.7.1.11": "Subject Information Access",
  "1.3.6.1.5.5.7.1.24": "TLS Feature",
  "1.2.840.113549.1.9.15": "S/MIME Capabilities",
  "1.3.6.1.4.1.11129.2.4.2": "Signed Certificate Timestamps",
  "1.3.6.1.4.1.311.20.2": "Certificate Template Name",
  "1.3.6.1.4.1.311.21.1": "CA Version",
  "1.3.6.1.4.1.311.21.2": "Previous CA Certificate Hash",
  "1.3.6.1.4.1.311.21.7": "Certificate Template",
  "1.3.6.1.4.1.311.21.10": "Application Policies",
  "1.3.6.1.4.1.311.25.2": "Security Identifier (SID)",
  "2.16.840.1.113730.1.1": "Netscape Certificate Type",
  "2.16.840.1.113730.1.13": "Netscape Comment",
};

export function extensionName(oid: string): string | undefined {
  return EXTENSIONS[oid];
}

/** Algorithm of a public key: the short name that people use. */
const KEY_ALGORITHMS: Record<string, string> = {
  "1.2.840.113549.1.1.1": "RSA",
  "1.2.840.113549.1.1.7": "RSA-OAEP",
  "1.2.840.113549.1.1.10": "RSA-PSS",
  "1.2.840.10045.2.1": "EC",
  "1.2.840.10040.4.1": "DSA",
  "1.2.840.10046.2.1": "DH",
  "1.3.101.110": "X25519",
  "1.3.101.111": "X448",
  "1.3.101.112": "Ed25519",
  "1.3.101.113": "Ed448",
  "2.16.840.1.101.3.4.3.17": "ML-DSA-44",
  "2.16.840.1.101.3.4.3.18": "ML-DSA-65",
  "2.16.840.1.101.3.4.3.19": "ML-DSA-87",
  "2.16.840.1.101.3.4.3.20": "SLH-DSA-SHA2-128s",
  "2.16.840.1.101.3.4.3.21": "SLH-DSA-SHA2-128f",
  "2.16.840.1.101.3.4.3.22": "SLH-DSA-SHA2-192s",
  "2.16.840.1.101.3.4.3.23": "SLH-DSA-SHA2-192f",
  "2.16.840.1.101.3.4.3.24": "SLH-DSA-SHA2-256s",
  "2.16.840.1.101.3.4.3.25": "SLH-DSA-SHA2-256f",
  "2.16.840.1.101.3.4.3.26": "SLH-DSA-SHAKE-128s",
  "2.16.840.1.101.3.4.3.27": "SLH-DSA-SHAKE-128f",
  "2.16.840.1.101.3.4.3.28": "SLH-DSA-SHAKE-192s",
  "2.16.840.1.101.3.4.3.29": "SLH-DSA-SHAKE-192f",
  "2.16.840.1.101.3.4.3.30": "SLH-DSA-SHAKE-256s",
  "2.16.840.1.101.3.4.3.31": "SLH-DSA-SHAKE-256f",
  "2.16.840.1.101.3.4.4.1": "ML-KEM-512",
  "2.16.840.1.101.3.4.4.2": "ML-KEM-768",
  "2.16.840.1.101.3.4.4.3": "ML-KEM-1024",
};

export function keyAlgorithmName(oid: string): string {
  return KEY_ALGORITHMS[oid] ?? oid;
}

/** Name and size in bits of a named curve. */
export const CURVES: Record<string, readonly [name: string, bits: number]> = {
  "1.2.840.10045.3.1.1": ["P-192", 192],
  "1.3.132.0.33": ["P-224", 224],
  "1.2.840.10045.3.1.7": ["P-256", 256],
  "1.3.132.0.34": ["P-384", 384],
  "1.3.132.0.35": ["P-521", 521],
  "1.3.132.0.10": ["secp256k1", 256],
  "1.3.132.0.1": ["K-163", 163],
  "1.3.132.0.15": ["B-163", 163],
  "1.3.132.0.26": ["K-233", 233],
  "1.3.132.0.27": ["B-233", 233],
  "1.3.132.0.16": ["K-283", 283],
  "1.3.132.0.17": ["B-283", 283],
  "1.3.132.0.36": ["K-409", 409],
  "1.3.132.0.37": ["B-409", 409],
  "1.3.132.0.38": ["K-571", 571],
  "1.3.132.0.39": ["B-571", 571],
  "1.3.36.3.3.2.8.1.1.7": ["brainpoolP256r1", 256],
  "1.3.36.3.3.2.8.1.1.11": ["brainpoolP384r1", 384],
  "1.3.36.3.3.2.8.1.1.13": ["brainpoolP512r1", 512],
};

export const HASHES: Record<string, string> = {
  "1.2.840.113549.2.2": "MD2",
  "1.2.840.113549.2.4": "MD4",
  "1.2.840.113549.2.5": "MD5",
  "1.3.14.3.2.26": "SHA-1",
  "2.16.840.1.101.3.4.2.1": "SHA-256",
  "2.16.840.1.101.3.4.2.2": "SHA-384",
  "2.16.840.1.101.3.4.2.3": "SHA-512",
  "2.16.840.1.101.3.4.2.4": "SHA-224",
  "2.16.840.1.101.3.4.2.6": "SHA-512/256",
  "2.16.840.1.101.3.4.2.8": "SHA3-256",
  "2.16.840.1.101.3.4.2.9": "SHA3-384",
  "2.16.840.1.101.3.4.2.10": "SHA3-512",
};

/** Name and hash of a signature algorithm. RSA-PSS names its hash in its parameters. */
const SIGNATURES: Record<string, readonly [name: string, hash?: string]> = {
  "1.2.840.113549.1.1.2": ["md2WithRSAEncryption", "MD2"],
  "1.2.840.113549.1.1.3": ["md4WithRSAEncryption", "MD4"],
  "1.2.840.113549.1.1.4": ["md5WithRSAEncryption", "MD5"],
  "1.2.840.113549.1.1.5": ["sha1WithRSAEncryption", "SHA-1"],
  "1.3.14.3.2.29": ["sha1WithRSA", "SHA-1"],
  "1.2.840.113549.1.1.10": ["rsassaPss"],
  "1.2.840.113549.1.1.11": ["sha256WithRSAEncryption", "SHA-256"],
  "1.2.840.113549.1.1.12": ["sha384WithRSAEncryption", "SHA-384"],
  "1.2.840.113549.1.1.13": ["sha512WithRSAEncryption", "SHA-512"],
  "1.2.840.113549.1.1.14": ["sha224WithRSAEncryption", "SHA-224"],
  "1.2.840.10045.4.1": ["ecdsa-with-SHA1", "SHA-1"],
  "1.2.840.10045.4.3.1": ["ecdsa-with-SHA224", "SHA-224"],
  "1.2.840.10045.4.3.2": ["ecdsa-with-SHA256", "SHA-256"],
  "1.2.840.10045.4.3.3": ["ecdsa-with-SHA384", "SHA-384"],
  "1.2.840.10045.4.3.4": ["ecdsa-with-SHA512", "SHA-512"],
  "1.2.840.10040.4.3": ["dsa-with-sha1", "SHA-1"],
  "2.16.840.1.101.3.4.3.1": ["dsa-with-sha224", "SHA-224"],
  "2.16.840.1.101.3.4.3.2": ["dsa-with-sha256", "SHA-256"],
  "2.16.840.1.101.3.4.3.3": ["dsa-with-sha384", "SHA-384"],
  "2.16.840.1.101.3.4.3.4": ["dsa-with-sha512", "SHA-512"],
};

export function signatureName(oid: string): { name: string; hash?: string } {
  const known = SIGNATURES[oid];
  if (!known) return { name: keyAlgorithmName(oid) };
  return known[1] ? { name: known[0], hash: known[1] } : { name: known[0] };
}

/** Name of any identifier that is listed here; undefined for one that we do not know. */
export function objectName(oid: string): string | undefined {
  const named = KEY_ALGORITHMS[oid] ?? SIGNATURES[oid]?.[0] ?? CURVES[oid]?.[0] ?? HASHES[oid];
  return named ?? EXTENSIONS[oid] ?? EXTENDED_KEY_USAGES[oid];
}
