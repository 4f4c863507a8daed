import { env } from "@/lib/env";
import { ok, type Result } from "@/lib/errors";
import { openAccountPassword, type PasswordOwner, sealAccountPassword } from "@/lib/secrets/account-password";
import { addSealingKey, dropOldKeys, readKeyFile, writeKeyFile } from "@/lib/secrets/key-file";
import { sealedUnder } from "@/lib/secrets/seal";

/** The steps of a rotation that touch the key file; the caller holds the sealing key's lock. */
export interface BegunRotation {
  keyId: string;
  /** An earlier rotation stopped half-way: this one finishes it instead of making yet another key. */
  resumed: boolean;
}

/** A new key becomes the current one; the old ones stay. Error `key-file-unusable`. */
export function beginRotation(): Result<BegunRotation> {
  const path = env().secretKeyFile;
  const file = readKeyFile(path);
  if (!file.ok) return file;
  const { current, keys } = file.value.sealing;
  if (Object.keys(keys).length > 1) return ok({ keyId: current, resumed: true });
  const written = writeKeyFile(path, addSealingKey(file.value));
  return written.ok ? ok({ keyId: written.value.sealing.current, resumed: false }) : written;
}

/** The password under the current key, null when it is already. Error `secret-unreadable`. */
export function reseal(owner: PasswordOwner, sealed: string, keyId: string): Result<string | null> {
  if (sealedUnder(sealed) === keyId) return ok(null);
  const password = openAccountPassword(owner, sealed);
  return password.ok ? ok(sealAccountPassword(owner, password.value)) : password;
}

/** Forgets the old keys. Only when nothing in the database is sealed under them any more. Error `key-file-unusable`. */
export function endRotation(): Result<null> {
  const path = env().secretKeyFile;
  const file = readKeyFile(path);
  if (!file.ok) return file;
  if (Object.keys(file.value.sealing.keys).length === 1) return ok(null);
  const written = writeKeyFile(path, dropOldKeys(file.value));
  return written.ok ? ok(null) : written;
}
