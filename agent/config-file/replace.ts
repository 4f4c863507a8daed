import { createHash } from "node:crypto";
import {
  accessSync,
  closeSync,
  constants,
  fchmodSync,
  fchownSync,
  fsyncSync,
  openSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  type Stats,
  statSync,
  writeFileSync,
} from "node:fs";
import { dirname } from "node:path";
import { readError, writeError } from "@/agent/file-error";
import { syncFolder, temporaryBeside } from "@/agent/state/durable";
import { type CodedError, fail, ok, type Result } from "@/lib/errors";

export function fingerprintOf(bytes: Uint8Array): string {
  return createHash("sha256").update(bytes).digest("hex");
}

export function readBytes(path: string): Result<Uint8Array> {
  try {
    return ok(readFileSync(path));
  } catch (error) {
    return readError(error, path);
  }
}

/**
 * Whether the file could be replaced: it is not marked read-only, and its folder takes a new file. The mark is checked by
 * itself, since neither a rename nor the system's administrator would be stopped by it. Error `file-not-writable`.
 */
export function checkReplaceable(path: string): Result<void> {
  try {
    const real = realpathSync(path);
    if ((statSync(real).mode & 0o222) === 0) return readOnly(path);
    accessSync(real, constants.W_OK);
    accessSync(dirname(real), constants.W_OK | constants.X_OK);
    return ok(undefined);
  } catch (error) {
    return writeError(error, path);
  }
}

/**
 * Replaces the file's content, provided that it is still what `expected` says (`changed-since-plan`): the new content is
 * written beside it with the same mode and owner, brought to the disk, and renamed over it. Whoever reads the file sees the
 * old or the new one. Errors: `disk-full`, `file-not-writable`, `file-unreadable`; then nothing was changed.
 */
export function replaceFile(path: string, expected: string, content: Uint8Array): Result<void> {
  const replaceable = checkReplaceable(path);
  if (!replaceable.ok) return replaceable;
  // A link stays a link: what it points to is replaced.
  const real = realpathSync(path);
  const temporary = temporaryBeside(real);
  try {
    writeLike(statSync(real), temporary, content);
    const live = readBytes(real);
    if (!live.ok) return discard(temporary, live);
    if (fingerprintOf(live.value) !== expected) return discard(temporary, changedSince(path));
    renameSync(temporary, real);
  } catch (error) {
    return discard(temporary, writeError(error, path));
  }
  try {
    syncFolder(dirname(real));
  } catch {
    // The new file is in place; after a power loss the journal tells which of the two survived.
  }
  return ok(undefined);
}

function writeLike(like: Stats, path: string, content: Uint8Array): void {
  const file = openSync(path, "wx", 0o600);
  try {
    writeFileSync(file, content);
    if (process.platform !== "win32") {
      const own = { uid: process.getuid?.() ?? like.uid, gid: process.getgid?.() ?? like.gid };
      if (own.uid !== like.uid || own.gid !== like.gid) fchownSync(file, like.uid, like.gid);
      fchmodSync(file, like.mode & 0o7777);
    }
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}

function discard(
  temporary: string,
  failure: { ok: false; error: CodedError },
): { ok: false; error: CodedError } {
  rmSync(temporary, { force: true });
  return failure;
}

function changedSince(path: string): { ok: false; error: CodedError } {
  return fail(
    "changed-since-plan",
    `${path} was changed by someone else a moment ago. Nothing was changed: look at what is there now and push again.`,
  );
}

function readOnly(path: string): { ok: false; error: CodedError } {
  return fail(
    "file-not-writable",
    `${path} is marked read-only. Nothing was changed: allow the agent's user to write it and push again.`,
  );
}
