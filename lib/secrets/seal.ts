import { createCipheriv, createDecipheriv, randomBytes } from "node:crypto";
import { fail, ok, type Result } from "@/lib/errors";
import type { KeyFile } from "@/lib/secrets/key-file";

/** `v1.<key id>.<iv>.<ciphertext and tag>`, base64url; AES-256-GCM with `context` authenticated beside the text. */
const FORM = /^v1\.([^.]+)\.([A-Za-z0-9_-]{16})\.([A-Za-z0-9_-]{22,})$/;
const TAG_BYTES = 16;

/** Seals under the current key. `context` says whose secret it is (`account:<id>`): moved to another row it does not open. */
export function seal(secret: string, context: string, { sealing }: Pick<KeyFile, "sealing">): string {
  const iv = randomBytes(12);
  const cipher = createCipheriv("aes-256-gcm", keyBytes(sealing, sealing.current), iv);
  cipher.setAAD(Buffer.from(context));
  const sealed = Buffer.concat([cipher.update(secret, "utf8"), cipher.final(), cipher.getAuthTag()]);
  return `v1.${sealing.current}.${iv.toString("base64url")}.${sealed.toString("base64url")}`;
}

/** Error `secret-unreadable`: another key, another context, or altered. */
export function open(sealed: string, context: string, { sealing }: Pick<KeyFile, "sealing">): Result<string> {
  const [, keyId, iv, body] = FORM.exec(sealed) ?? [];
  if (keyId === undefined || iv === undefined || body === undefined || sealing.keys[keyId] === undefined)
    return unreadable();
  try {
    const bytes = Buffer.from(body, "base64url");
    const decipher = createDecipheriv("aes-256-gcm", keyBytes(sealing, keyId), Buffer.from(iv, "base64url"));
    decipher.setAAD(Buffer.from(context));
    decipher.setAuthTag(bytes.subarray(-TAG_BYTES));
    return ok(decipher.update(bytes.subarray(0, -TAG_BYTES), undefined, "utf8") + decipher.final("utf8"));
  } catch {
    return unreadable();
  }
}

export function sealedUnder(sealed: string): string | undefined {
  return FORM.exec(sealed)?.[1];
}

function keyBytes(sealing: KeyFile["sealing"], id: string): Buffer {
  return Buffer.from(sealing.keys[id] ?? "", "base64url");
}

function unreadable() {
  return fail(
    "secret-unreadable",
    "A stored password cannot be opened with the secret key file. Restore the file that belongs to this database, or set the password again.",
  );
}
