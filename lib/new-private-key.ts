import { createPrivateKey, generateKeyPairSync, type JsonWebKey } from "node:crypto";

const SPKI = { type: "spki", format: "der" } as const;
const PKCS8 = { type: "pkcs8", format: "der" } as const;

/**
 * A new private key with its public half, as a JWK. By way of DER: the two objects of a generated pair share a lock, and Node.js 20
 * may hang for ever when it exports one while the garbage collector frees the other.
 */
export function newPrivateKey(type: "ed25519" | "x25519"): JsonWebKey {
  // Written twice: TypeScript takes the overload of DER for a literal only.
  const { privateKey: key } =
    type === "ed25519"
      ? generateKeyPairSync("ed25519", { publicKeyEncoding: SPKI, privateKeyEncoding: PKCS8 })
      : generateKeyPairSync("x25519", { publicKeyEncoding: SPKI, privateKeyEncoding: PKCS8 });
  return createPrivateKey({ key, ...PKCS8 }).export({ format: "jwk" });
}
