import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, inject } from "vitest";
import { disconnect } from "../lib/db";
import { stopListening } from "../lib/db-notify";
import { forgetEnv } from "../lib/env";
import { ensureKeyFile } from "../lib/secrets/key-file";

export interface TestDatabase {
  url: string;
  drop: () => Promise<void>;
}

/** A database of one's own with all migrations applied: a clone of a template, made in milliseconds. */
export async function createTestDatabase(): Promise<TestDatabase> {
  const url = await ask("POST", "");
  return { url, drop: async () => void (await ask("DELETE", url)) };
}

async function ask(method: string, body: string): Promise<string> {
  const response = await fetch(`http://127.0.0.1:${inject("testDatabasePort")}`, { method, body });
  const text = await response.text();
  if (!response.ok) throw new Error(text);
  return text;
}

/**
 * For a whole test file: a database, a data folder and a key file, set as this process's settings before the first test and
 * removed after the last one. `db()` and `env()` then use them.
 */
export function withTestDatabase(): void {
  let database: TestDatabase | undefined;
  let folder = "";

  beforeAll(async () => {
    database = await createTestDatabase();
    folder = mkdtempSync(join(tmpdir(), "certmap-test-data-"));
    chmodSync(folder, 0o711);
    process.env.DATABASE_URL = database.url;
    process.env.DATA_DIR = folder;
    forgetEnv();
    const made = ensureKeyFile(join(folder, "secret.key"));
    if (!made.ok) throw new Error(made.error.message);
  });

  afterAll(async () => {
    await stopListening();
    await disconnect();
    await database?.drop();
    rmSync(folder, { recursive: true, force: true });
  });
}
