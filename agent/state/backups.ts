import { readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";
import { readError, writeError } from "@/agent/file-error";
import { writeDurable } from "@/agent/state/durable";
import { ok, type Result } from "@/lib/errors";

/** How many of the newest backups stay. */
const KEEP = 20;

/** The old state of every apply, private to the agent's user: it may hold the password tokens of the file. */
export interface Backups {
  /** Returns the name to read it back by. */
  write(jobId: string, attempt: number, content: Uint8Array): Result<string>;
  read(name: string): Result<Uint8Array>;
}

export function openBackups(folder: string): Backups {
  return {
    write: (jobId, attempt, content) => {
      const name = `${jobId}-${attempt}.config`;
      try {
        writeDurable(join(folder, name), content);
      } catch (error) {
        return writeError(error, join(folder, name));
      }
      prune(folder, name);
      return ok(name);
    },
    read: (name) => {
      try {
        return ok(readFileSync(join(folder, name)));
      } catch (error) {
        return readError(error, join(folder, name));
      }
    },
  };
}

function prune(folder: string, newest: string): void {
  const others = readdirSync(folder)
    .filter((name) => name.endsWith(".config") && name !== newest)
    .map((name) => ({ name, at: statSync(join(folder, name)).mtimeMs }))
    .sort((a, b) => b.at - a.at);
  for (const { name } of others.slice(KEEP - 1)) rmSync(join(folder, name), { force: true });
}
