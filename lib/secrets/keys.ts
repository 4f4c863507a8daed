import { statSync } from "node:fs";
import { env } from "@/lib/env";
import { type KeyFile, readKeyFile } from "@/lib/secrets/key-file";

let held: { mtimeMs: number; file: KeyFile } | undefined;

/** The keys, read again when the file has changed (a rotation by the command while the console runs). Throws without a usable file. */
export function keys(): KeyFile {
  const path = env().secretKeyFile;
  const { mtimeMs } = statSync(path);
  if (held?.mtimeMs === mtimeMs) return held.file;
  const read = readKeyFile(path);
  if (!read.ok) throw new Error(read.error.message);
  held = { mtimeMs, file: read.value };
  return read.value;
}

/** The secret that signs session cookies: a token read from the database alone signs nobody in. */
export function sessionSecret(): string {
  return keys().session;
}
