import { calculateJwkThumbprint, type JWK } from "jose";
import { z } from "zod";

const coordinate = z.string().regex(/^[A-Za-z0-9_-]{43}$/, "A key has 32 bytes, base64url.");

/** Public Ed25519 key, signs assertions (agent) and bundles (console). Unknown members, a private `d` above all, are refused. */
export const signingKeySchema = z.strictObject({
  kty: z.literal("OKP"),
  crv: z.literal("Ed25519"),
  x: coordinate,
});
/** Public X25519 key, to which passwords are sealed. */
export const sealingKeySchema = z.strictObject({
  kty: z.literal("OKP"),
  crv: z.literal("X25519"),
  x: coordinate,
});
export type SigningKey = z.infer<typeof signingKeySchema>;
export type SealingKey = z.infer<typeof sealingKeySchema>;

const MOST_REMEMBERED = 10_000;
const remembered = new Map<string, SigningKey>();

/** The same object for the same key: jose imports a key once for each object, which costs more than to check a signature. */
export function oneObject(key: SigningKey): SigningKey {
  const known = remembered.get(key.x);
  if (known !== undefined) return known;
  const [oldest] = remembered.keys();
  if (remembered.size >= MOST_REMEMBERED && oldest !== undefined) remembered.delete(oldest);
  remembered.set(key.x, key);
  return key;
}

/** What a person compares: SHA-256 thumbprint of the key (RFC 7638) as 64 lower-case hex digits. */
export async function keyFingerprint(key: SigningKey): Promise<string> {
  const thumbprint = await calculateJwkThumbprint(key as JWK, "sha256");
  const base64 = thumbprint.replaceAll("-", "+").replaceAll("_", "/");
  return [...atob(base64)].map((char) => char.charCodeAt(0).toString(16).padStart(2, "0")).join("");
}

/** `3f2a 91c0 ...`: groups of four, easy to compare by eye. */
export function groupFingerprint(hex: string): string {
  return (hex.match(/.{1,4}/g) ?? []).join(" ");
}
