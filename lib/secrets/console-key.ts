import { keys } from "@/lib/secrets/keys";

/** Hands the private signing key to one use; nobody else holds it. */
export function withSigningKey<T>(
  use: (key: { kty: "OKP"; crv: "Ed25519"; x: string; d: string }) => Promise<T>,
): Promise<T> {
  return use(keys().signing);
}

/** The public half: what agents keep from their enrolment. */
export function consolePublicKey(): { kty: "OKP"; crv: "Ed25519"; x: string } {
  const { kty, crv, x } = keys().signing;
  return { kty, crv, x };
}

export function consoleGeneration(): number {
  return keys().generation;
}
