import type { Certificate } from "@/lib/pki/certificate";

type Key = Pick<Certificate, "keyAlgorithm" | "keySize" | "keyCurve">;
type Signature = Pick<Certificate, "signatureAlgorithm" | "signatureAlgorithmOid" | "signatureHash">;

/** `RSA, 2,048 bits`, `EC on P-256, 256 bits`, `Ed25519`. */
export function keyWords({ keyAlgorithm, keySize, keyCurve }: Key): string {
  const name = keyCurve ? `${keyAlgorithm} on ${keyCurve}` : keyAlgorithm;
  return keySize === undefined ? name : `${name}, ${keySize.toLocaleString("en")} bits`;
}

/** `sha256WithRSAEncryption (SHA-256)`, `Ed25519`, `Unknown algorithm 1.2.3`. */
export function signatureWords({
  signatureAlgorithm,
  signatureAlgorithmOid,
  signatureHash,
}: Signature): string {
  const known = signatureAlgorithm !== signatureAlgorithmOid;
  const name = known ? signatureAlgorithm : `Unknown algorithm ${signatureAlgorithmOid}`;
  return signatureHash ? `${name} (${signatureHash})` : name;
}
