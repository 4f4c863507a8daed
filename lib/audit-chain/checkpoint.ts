import { base64url, CompactSign, compactVerify, importJWK, type JWK } from "jose";
import { z } from "zod";
import { hashSchema, numberSchema } from "@/lib/audit-chain/link";

/** What the console signs: at this time the chain had this event with this hash. */
const checkpointSchema = z.object({
  kind: z.literal("checkpoint"),
  number: numberSchema,
  hash: hashSchema,
  at: z.iso.datetime(),
});

/** A retention: everything up to this event was moved to a file. It vouches for the place where the rest begins. */
const cutSchema = checkpointSchema.extend({
  kind: z.literal("cut"),
  /** How many events went, and the SHA-256 of the file that has them now. */
  events: z.number().int().min(1),
  fileSha256: hashSchema,
  by: z.string(),
  reason: z.string(),
});
const statementSchema = z.discriminatedUnion("kind", [checkpointSchema, cutSchema]);

export type Statement = z.infer<typeof statementSchema>;

/** Ed25519 public key as JWK: the console's, as its file `public-key.json` has it. */
export const publicKeySchema = z.object({
  kty: z.literal("OKP"),
  crv: z.literal("Ed25519"),
  x: z.string().regex(/^[A-Za-z0-9_-]{43}$/),
});
export type PublicKey = z.infer<typeof publicKeySchema>;

/** Part of what is signed, so that nothing else which the key signs passes for a checkpoint. */
const TYPE = "certmap-audit+jws";

/** A compact JWS (EdDSA). */
export async function signStatement(statement: Statement, privateKey: JWK): Promise<string> {
  return new CompactSign(new TextEncoder().encode(JSON.stringify(statement)))
    .setProtectedHeader({ alg: "EdDSA", typ: TYPE })
    .sign(await importJWK(privateKey, "EdDSA"));
}

/** What a checkpoint says; null where the text is none. Says nothing of the signature. */
export function readStatement(jws: string): Statement | null {
  const parts = jws.split(".");
  if (parts.length !== 3) return null;
  try {
    const payload = JSON.parse(new TextDecoder().decode(base64url.decode(parts[1] ?? "")));
    return statementSchema.safeParse(payload).data ?? null;
  } catch {
    return null;
  }
}

/** Did this console's key sign it, as a checkpoint? */
export async function isSigned(jws: string, publicKey: PublicKey): Promise<boolean> {
  try {
    const key = await importJWK(publicKey, "EdDSA");
    const { protectedHeader } = await compactVerify(jws, key, { algorithms: ["EdDSA"] });
    return protectedHeader.typ === TYPE;
  } catch {
    return false;
  }
}
