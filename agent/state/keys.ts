import { randomBytes } from "node:crypto";
import { z } from "zod";
import { writeDurable } from "@/agent/state/durable";
import { readJsonFile } from "@/agent/state/json-file";
import { type SealingKey, type SigningKey, sealingKeySchema, signingKeySchema } from "@/lib/agent-api/keys";
import { fail, type Result } from "@/lib/errors";
import { newPrivateKey } from "@/lib/new-private-key";

const secret = z.string().regex(/^[A-Za-z0-9_-]{43}$/);

/** The private halves never leave this host: made here, kept in a 0600 file, sent nowhere. */
export const agentKeysSchema = z.strictObject({
  signing: signingKeySchema.extend({ d: secret }),
  sealing: sealingKeySchema.extend({ d: secret }),
  /** Opens the sample passwords that this agent wrote (config-file/sample-token.ts). */
  sample: secret,
});
export type AgentKeys = z.infer<typeof agentKeysSchema>;

export function makeKeys(): AgentKeys {
  return agentKeysSchema.parse({
    signing: newPrivateKey("ed25519"),
    sealing: newPrivateKey("x25519"),
    sample: randomBytes(32).toString("base64url"),
  });
}

/** Throws the file system's errors. */
export function saveKeys(path: string, keys: AgentKeys): void {
  writeDurable(path, `${JSON.stringify(keys, null, 2)}\n`);
}

export function loadKeys(path: string): Result<AgentKeys> {
  const keys = readJsonFile(path, agentKeysSchema);
  if (!keys.ok) return keys;
  if (keys.value === undefined)
    return fail(
      "agent-not-enrolled",
      `There are no keys at ${path}. Run "enroll" first, with the same --state-dir.`,
    );
  return { ok: true, value: keys.value };
}

export function publicSigningKey({ signing: { kty, crv, x } }: AgentKeys): SigningKey {
  return { kty, crv, x };
}

export function publicSealingKey({ sealing: { kty, crv, x } }: AgentKeys): SealingKey {
  return { kty, crv, x };
}
