import { createCipheriv, createDecipheriv, randomBytes } from "node:crypto";

/** IIS would name its own provider here; it cannot open this one, and is not meant to. */
const PROVIDER = "CertmapSample";
const TOKEN = /^\[enc:CertmapSample:([A-Za-z0-9+/]+=*):enc\]$/;
const NONCE = 12;
const TAG = 16;

/** `[enc:CertmapSample:<base64>:enc]`: AES-256-GCM under a key that only this agent has, bound to the account. */
export function sealSample(password: string, userName: string, key: string): string {
  const nonce = randomBytes(NONCE);
  const cipher = createCipheriv("aes-256-gcm", Buffer.from(key, "base64url"), nonce);
  cipher.setAAD(associated(userName));
  const text = Buffer.concat([cipher.update(password, "utf8"), cipher.final()]);
  return `[enc:${PROVIDER}:${Buffer.concat([nonce, cipher.getAuthTag(), text]).toString("base64")}:enc]`;
}

export function isSample(value: string): boolean {
  return TOKEN.test(value);
}

/** The password, or undefined when this agent did not write the token, or wrote it for another account. */
export function openSample(value: string, userName: string, key: string): string | undefined {
  const base64 = TOKEN.exec(value)?.[1];
  if (base64 === undefined) return undefined;
  const bytes = Buffer.from(base64, "base64");
  if (bytes.length < NONCE + TAG) return undefined;
  try {
    const decipher = createDecipheriv("aes-256-gcm", Buffer.from(key, "base64url"), bytes.subarray(0, NONCE));
    decipher.setAAD(associated(userName));
    decipher.setAuthTag(bytes.subarray(NONCE, NONCE + TAG));
    return Buffer.concat([decipher.update(bytes.subarray(NONCE + TAG)), decipher.final()]).toString("utf8");
  } catch {
    return undefined;
  }
}

/** Windows compares account names without case. */
function associated(userName: string): Buffer {
  return Buffer.from(userName.toLowerCase(), "utf8");
}
