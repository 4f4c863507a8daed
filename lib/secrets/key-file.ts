import { randomBytes } from "node:crypto";
import {
  closeSync,
  existsSync,
  fchownSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeSync,
} from "node:fs";
import { dirname } from "node:path";
import { z } from "zod";
import { fail, ok, type Result } from "@/lib/errors";
import { newPrivateKey } from "@/lib/new-private-key";

const key32 = z.string().regex(/^[A-Za-z0-9_-]{43}$/, "A key has 32 bytes, base64url.");

/**
 * Everything that must not stand in the database: a copy of the database alone opens no password, signs nobody in and makes
 * no bundle. One JSON file, mode 0600, to be backed up apart from the database.
 */
const keyFileSchema = z.strictObject({
  version: z.literal(1),
  /** Keys that seal accounts' passwords, by id; `current` seals, the others only open until everything is resealed. */
  sealing: z.strictObject({ current: z.string(), keys: z.record(z.string(), key32) }),
  /** Authenticates revisions, deployments and agents' keys against whoever can write the database. */
  authentication: key32,
  /** Signs sessions' cookies. */
  session: key32,
  /** Ed25519 private JWK that signs bundles. */
  signing: z.strictObject({ kty: z.literal("OKP"), crv: z.literal("Ed25519"), x: key32, d: key32 }),
  /** Raised when an older database was restored: agents then take sequences anew. */
  generation: z.number().int().min(1),
});
export type KeyFile = z.infer<typeof keyFileSchema>;

const newKey = () => randomBytes(32).toString("base64url");

/** Makes the file when there is none. Error `key-file-unusable`: not writable, not readable, or not a key file. */
export function ensureKeyFile(path: string): Result<KeyFile> {
  if (existsSync(path)) return readKeyFile(path);
  const { x = "", d = "" } = newPrivateKey("ed25519");
  const created: KeyFile = {
    version: 1,
    sealing: { current: "k1", keys: { k1: newKey() } },
    authentication: newKey(),
    session: newKey(),
    signing: { kty: "OKP", crv: "Ed25519", x, d },
    generation: 1,
  };
  return writeKeyFile(path, created);
}

export function readKeyFile(path: string): Result<KeyFile> {
  try {
    const parsed = keyFileSchema.safeParse(JSON.parse(readFileSync(path, "utf8")));
    if (parsed.success && parsed.data.sealing.keys[parsed.data.sealing.current]) return ok(parsed.data);
    return unusable(path, "It is not a key file of this version.");
  } catch (error) {
    return unusable(path, reason(error));
  }
}

/** Error `key-file-unusable`. */
export function writeKeyFile(path: string, content: KeyFile): Result<KeyFile> {
  try {
    replaceFile(path, `${JSON.stringify(content, null, 2)}\n`);
    return ok(content);
  } catch (error) {
    return unusable(path, reason(error));
  }
}

/**
 * Replaces a file of the console's own in one step: written beside it, synced, renamed, mode 0600. What a killed process left half
 * written goes. Throws Node's own errors.
 */
export function replaceFile(path: string, text: string): void {
  const temporary = `${path}.tmp`;
  try {
    mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
    rmSync(temporary, { force: true });
    const handle = openSync(temporary, "wx", 0o600);
    try {
      keepOwner(path, handle);
      writeSync(handle, text);
      fsyncSync(handle);
    } finally {
      closeSync(handle);
    }
    renameSync(temporary, path);
    syncFolder(dirname(path));
  } catch (error) {
    rmSync(temporary, { force: true });
    throw error;
  }
}

/** Root may rotate the key of a console that runs as somebody else, who must still be able to read it. */
function keepOwner(path: string, handle: number): void {
  const before = statSync(path, { throwIfNoEntry: false });
  if (before !== undefined && process.getuid?.() === 0) fchownSync(handle, before.uid, before.gid);
}

/** Until the folder is synced a power loss may bring the old file back, without the key that sealed since. */
function syncFolder(path: string): void {
  if (process.platform === "win32") return;
  const handle = openSync(path, "r");
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}

/** A new key for passwords becomes the current one; the old ones stay until `dropOldKeys`. */
export function addSealingKey(file: KeyFile): KeyFile {
  const highest = Math.max(...Object.keys(file.sealing.keys).map((id) => Number(id.slice(1)) || 0));
  const current = `k${highest + 1}`;
  return { ...file, sealing: { current, keys: { ...file.sealing.keys, [current]: newKey() } } };
}

/** From now on agents take sequences anew. */
export function raiseGeneration(file: KeyFile): KeyFile {
  return { ...file, generation: file.generation + 1 };
}

export function dropOldKeys(file: KeyFile): KeyFile {
  const { current, keys } = file.sealing;
  return { ...file, sealing: { current, keys: { [current]: keys[current] ?? "" } } };
}

/** The message must never quote the file: JSON.parse would show a piece of a key. */
function reason(error: unknown): string {
  const code = error instanceof Error && "code" in error ? String(error.code) : "It is not JSON";
  return `${code}.`;
}

function unusable(path: string, why: string) {
  return fail(
    "key-file-unusable",
    `The secret key file ${path} cannot be used. ${why} Restore it from its backup; a new one cannot open the stored passwords.`,
  );
}
