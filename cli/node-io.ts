import { randomBytes } from "node:crypto";
import { constants } from "node:fs";
import { copyFile, open, readFile, realpath, rename, rm, stat } from "node:fs/promises";
import { dirname, join } from "node:path";
import { setTimeout } from "node:timers/promises";
import type { Io } from "@/cli/io";

/** The real world for the commands. */
export const nodeIo: Io = {
  read: (path) => readFile(path),
  async stdin() {
    const chunks: Uint8Array[] = [];
    for await (const chunk of process.stdin) chunks.push(chunk);
    return Buffer.concat(chunks);
  },
  stdout: (text) =>
    void process.stdout.write(process.stdout.isTTY && !text.endsWith("\n") ? `${text}\n` : text),
  stderr: (text) => void process.stderr.write(text),
  now: () => new Date(),
  setting: (name) => process.env[name],
  fetch: (url, init) => fetch(url, init),
  wait: (ms) => setTimeout(ms),
  replace: replaceFile,
};

/**
 * Writes beside the file and renames, so that a reader sees the old file or the new one, whole. Follows a symbolic link to
 * the file that it names, and keeps the mode and, where this user may set it, the owner.
 */
export async function replaceFile(
  path: string,
  expected: Uint8Array,
  bytes: Uint8Array,
): Promise<string | null> {
  const target = await realpath(path);
  const { mode, uid, gid } = await stat(target);
  const temporary = join(dirname(target), `.certmap-${randomBytes(8).toString("hex")}.tmp`);
  try {
    const handle = await open(temporary, "wx", 0o600);
    try {
      await handle.writeFile(bytes);
      await handle.chmod(mode & 0o7777);
      await handle.chown(uid, gid).catch(() => undefined);
      await handle.sync();
    } finally {
      await handle.close();
    }
    if (!Buffer.from(await readFile(target)).equals(expected)) return null;
    const backup = await keepOld(target);
    await rename(temporary, target);
    return backup;
  } finally {
    await rm(temporary, { force: true });
  }
}

/** A copy that never overwrites an earlier one: `FILE.20260301T120000Z.bak`, with a number where a second was not enough. */
async function keepOld(target: string): Promise<string> {
  const stamp = new Date().toISOString().replace(/[-:]|\.\d+/g, "");
  for (let attempt = 0; ; attempt++) {
    const backup = `${target}.${stamp}${attempt === 0 ? "" : `-${attempt}`}.bak`;
    try {
      await copyFile(target, backup, constants.COPYFILE_EXCL);
      return backup;
    } catch (error) {
      if (!(error instanceof Error && "code" in error && error.code === "EEXIST") || attempt > 1_000)
        throw error;
    }
  }
}
