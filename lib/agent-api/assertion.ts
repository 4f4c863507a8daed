import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex, utf8ToBytes } from "@noble/hashes/utils.js";
import { type JWK, jwtVerify, SignJWT } from "jose";
import { z } from "zod";
import { oneObject, type SigningKey } from "@/lib/agent-api/keys";
import { ASSERTION_SECONDS } from "@/lib/agent-api/protocol";

/**
 * Who asks, and for what exactly: a JWT (EdDSA) in `Authorization: Certmap-Assertion <jwt>`, bound to one method, path and
 * body, alive for at most a minute, used once. Works through reverse proxies and TLS inspection, where mTLS does not.
 * The audience is the console's key and not its URL, so that a proxy's name does not matter.
 */
export const ASSERTION_SCHEME = "Certmap-Assertion";
/** Issuer of the assertion that enrols: there is no server id yet. */
export const ENROLMENT_ISSUER = "enrolment";

const claimsSchema = z.object({
  iss: z.string(),
  aud: z.string(),
  jti: z.uuid(),
  iat: z.number(),
  exp: z.number(),
  method: z.string(),
  path: z.string(),
  bodySha256: z.string(),
});
export type AssertionClaims = z.infer<typeof claimsSchema>;

export interface AssertedRequest {
  method: string;
  /** Path with query, as sent. */
  path: string;
  body: string;
}

/** Signs one request. `now` in milliseconds; `id` a fresh UUID. */
export async function signAssertion(
  request: AssertedRequest,
  by: { issuer: string; privateKey: JWK; audience: string; now: number; id: string },
): Promise<string> {
  const iat = Math.floor(by.now / 1000);
  return new SignJWT({ method: request.method, path: request.path, bodySha256: hash(request.body) })
    .setProtectedHeader({ alg: "EdDSA", typ: "certmap-assertion+jwt" })
    .setIssuer(by.issuer)
    .setAudience(by.audience)
    .setJti(by.id)
    .setIssuedAt(iat)
    .setExpirationTime(iat + ASSERTION_SECONDS)
    .sign(by.privateKey);
}

/**
 * Checks signature, audience, lifetime and binding to the request. Replay is the caller's to refuse: by `jti`, until `exp`.
 * Throws jose's errors, or an Error that names what does not fit.
 */
export async function verifyAssertion(
  token: string,
  request: AssertedRequest,
  by: { publicKey: SigningKey; audience: string; now: number },
): Promise<AssertionClaims> {
  const { payload } = await jwtVerify(token, oneObject(by.publicKey) as JWK, {
    algorithms: ["EdDSA"],
    typ: "certmap-assertion+jwt",
    audience: by.audience,
    currentDate: new Date(by.now),
    maxTokenAge: ASSERTION_SECONDS,
    clockTolerance: 5,
    requiredClaims: ["iss", "jti", "iat", "exp"],
  });
  const claims = claimsSchema.parse(payload);
  if (claims.exp - claims.iat > ASSERTION_SECONDS) throw new Error("The assertion lives too long.");
  if (claims.method !== request.method || claims.path !== request.path)
    throw new Error("The assertion is for another request.");
  if (claims.bodySha256 !== hash(request.body)) throw new Error("The assertion is for another body.");
  return claims;
}

function hash(body: string): string {
  return bytesToHex(sha256(utf8ToBytes(body)));
}
