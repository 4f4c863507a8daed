import { statSync } from "node:fs";
import { env } from "@/lib/env";
import { type KeyFile, readKeyFile } from "@/lib/secrets/key-file";

let held: { version: string; file: KeyFile } | undefined;

/** The keys, read again when the file has changed (a rotation by the command while the console runs). Throws without a usable file. */
export function keys(): KeyFile {
  const path = env().secretKeyFile;
  // Each new file has another inode; the clock of a file system alone may be too coarse.
  const { ino, mtimeMs, size } = statSync(path);
  const version = `${ino} ${mtimeMs} ${size}`;
  if (held?.version === version) return held.file;
  const read = readKeyFile(path);
  if (!read.ok) throw new Error(read.error.message);
  held = { version, file: read.value };
  return read.value;
}

/** The secret that signs session cookies: a token read from the database alone signs nobody in. */
export function sessionSecret(): string {
  return keys().session;
}
