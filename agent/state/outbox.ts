import { readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { writeError } from "@/agent/file-error";
import { syncFolder, writeDurable } from "@/agent/state/durable";
import { readJsonFile } from "@/agent/state/json-file";
import { jobResultRequestSchema } from "@/lib/agent-api/jobs";
import { ok, type Result } from "@/lib/errors";

const letterSchema = z.strictObject({ jobId: z.uuid(), result: jobResultRequestSchema });
export type Letter = z.infer<typeof letterSchema>;

/** Results that the console has not confirmed yet. They outlive the agent and are sent until it has them. */
export interface Outbox {
  /** Kept in memory even when the disk refuses it, so that a full disk does not hide its own result. */
  put(letter: Letter): Result<void>;
  pending(): Letter[];
  remove(letter: Letter): void;
}

export function openOutbox(folder: string): Outbox {
  const letters = new Map<string, Letter>();
  for (const name of readdirSync(folder).filter((entry) => entry.endsWith(".json"))) {
    const letter = readJsonFile(join(folder, name), letterSchema);
    if (letter.ok && letter.value) letters.set(keyOf(letter.value), letter.value);
  }
  return {
    put: (letter) => {
      letters.set(keyOf(letter), letter);
      const path = join(folder, `${keyOf(letter)}.json`);
      try {
        writeDurable(path, `${JSON.stringify(letter)}\n`);
        return ok(undefined);
      } catch (error) {
        return writeError(error, path);
      }
    },
    pending: () => [...letters.values()],
    remove: (letter) => {
      letters.delete(keyOf(letter));
      rmSync(join(folder, `${keyOf(letter)}.json`), { force: true });
      syncFolder(folder);
    },
  };
}

function keyOf(letter: Letter): string {
  return `${letter.jobId}-${letter.result.attempt}`;
}
