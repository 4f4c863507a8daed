import { randomUUID } from "node:crypto";
import {
  closeSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { basename, dirname, join } from "node:path";

/** Marks a file that was being written when the agent was stopped; swept at the next start. */
const TEMPORARY = ".certmap-tmp-";

/** Name for a temporary file beside `path`, so that the rename stays on one file system. */
export function temporaryBeside(path: string): string {
  return join(dirname(path), `${basename(path)}${TEMPORARY}${randomUUID()}`);
}

/**
 * Writes a file so that after a power loss it is the old or the new one. Private to the agent's user (0600).
 * Throws the file system's errors.
 */
export function writeDurable(path: string, content: string | Uint8Array): void {
  const temporary = temporaryBeside(path);
  try {
    const file = openSync(temporary, "wx", 0o600);
    try {
      writeFileSync(file, content);
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
    renameSync(temporary, path);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw error;
  }
  syncFolder(dirname(path));
}

/** Adds a line and waits until the disk has it. Throws the file system's errors. */
export function appendDurable(path: string, line: string): void {
  const file = openSync(path, "a", 0o600);
  try {
    writeFileSync(file, line);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}

/** Makes a rename itself survive a power loss. Windows has no such call, and does not need it on NTFS. */
export function syncFolder(folder: string): void {
  if (process.platform === "win32") return;
  const handle = openSync(folder, "r");
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}

export function makePrivateFolder(path: string): void {
  mkdirSync(path, { recursive: true, mode: 0o700 });
}

/** Removes what an earlier run left half-written in a folder; with `name`, only what belongs to that file. */
export function sweepTemporaries(folder: string, name = ""): string[] {
  const left = readdirSync(folder).filter((entry) => entry.startsWith(name) && entry.includes(TEMPORARY));
  for (const entry of left) rmSync(join(folder, entry), { force: true });
  return left;
}
