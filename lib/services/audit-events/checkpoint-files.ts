import { appendFile, mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { env } from "@/lib/env";
import { consolePublicKey } from "@/lib/secrets/console-key";

/** One compact JWS a line. Whoever can write the database but not this folder cannot cut the trail unseen. */
const FILE = "checkpoints.jws";
const KEY_FILE = "public-key.json";

/** Adds a checkpoint to the file outside the database, on disk when it resolves. Throws Node's own errors. */
export async function appendCheckpoint(jws: string): Promise<void> {
  const folder = env().auditCheckpointDir;
  await mkdir(folder, { recursive: true, mode: 0o700 });
  await writeFile(join(folder, KEY_FILE), `${JSON.stringify(consolePublicKey())}\n`, { mode: 0o644 });
  await appendFile(join(folder, FILE), `${jws}\n`, { mode: 0o600, flush: true });
}

/** The newest of them that the file has, oldest first; none where there is no file yet. */
export async function readCheckpointFile(limit: number): Promise<string[]> {
  let text: string;
  try {
    text = await readFile(join(env().auditCheckpointDir, FILE), "utf8");
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return [];
    throw error;
  }
  return text
    .split("\n")
    .filter((line) => line !== "")
    .slice(-limit);
}
