import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex } from "@noble/hashes/utils.js";
import { base64url, type JWK } from "jose";
import { z } from "zod";
import type { SigningKey } from "@/lib/agent-api/keys";
import { openPaper, signPaper } from "@/lib/agent-api/signed";
import { probeRequestSchema } from "@/lib/agent-api/tasks";
import type { Result } from "@/lib/errors";
import { bindingWishesSchema } from "@/lib/iis/binding-wish";
import { siteConfigSchema } from "@/lib/iis/site-config";

/**
 * The desired state of one target, signed by the console with a key that is not in its database. The signature covers the
 * site config and the sealed passwords; `sequence` only rises, so that no old bundle can be played again.
 */
export const bundleSchema = z.object({
  protocol: z.literal(1),
  serverId: z.uuid(),
  scope: z.string(),
  /** Raised for this target by every push; lower or equal is refused. */
  sequence: z.number().int().min(1),
  /** Signed generation of the console's database: restoring an old database starts a new one. */
  generation: z.number().int().min(1),
  jobId: z.uuid(),
  attempt: z.number().int(),
  deploymentNumber: z.number().int(),
  revision: z.object({ siteConfigName: z.string(), number: z.number().int(), digest: z.string() }),
  siteConfig: siteConfigSchema,
  /** Digest of the managed sections as the person saw them when confirming; `null` when nothing was known. */
  expectedDigest: z.string().nullable(),
  takeOver: z.boolean(),
  allowEmpty: z.boolean(),
  /** One per account that has a password in the console. `sealed`: compact JWE to the agent's sealing key (sealed-password.ts). */
  passwords: z.array(z.object({ userName: z.string(), sealed: z.string() })),
  /** What the target's http.sys records shall say; records and members that are not named stay as they are. */
  bindings: bindingWishesSchema.optional(),
  /** The shared folder (`sharedFolder`) that a person chose this server to write, for itself and for the others that have it. */
  sharedConfiguration: z.string().max(1024).optional(),
  /** Asked after the change was read back; an answer that was not predicted takes the change back. */
  probe: probeRequestSchema.optional(),
});
export type Bundle = z.infer<typeof bundleSchema>;

const TYPE = "certmap-bundle+jws";

/** Returns a compact JWS. `payload` must be canonical JSON (RFC 8785), so that its digest names it. */
export function signBundle(payload: string, privateKey: JWK): Promise<string> {
  return signPaper(TYPE, payload, privateKey);
}

/**
 * What names a bundle: lower-case hex SHA-256 of its payload. Undefined when the text is no compact JWS. Says nothing of
 * the signature.
 */
export function bundleDigest(jws: string): string | undefined {
  const [, payload, signature] = jws.split(".");
  if (payload === undefined || signature === undefined) return undefined;
  try {
    return bytesToHex(sha256(base64url.decode(payload)));
  } catch {
    return undefined;
  }
}

/** Checks the signature and the shape. Errors: `bundle-signature`, `bundle-malformed`. */
export function openBundle(jws: string, consoleKey: SigningKey): Promise<Result<Bundle>> {
  return openPaper(TYPE, bundleSchema, jws, consoleKey);
}
