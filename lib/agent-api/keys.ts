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
