import { spawnSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Client } from "pg";
import { disconnect } from "@/lib/db";
import { ensureKeyFile } from "@/lib/secrets/key-file";
import { migrate } from "@/scripts/migrate";
import { startThrowAwayPostgres } from "@/scripts/throw-away-postgres";

/** Set for the process that measures on a server that somebody else runs. */
const SERVER = "CERTMAP_BENCH_SERVER";

/**
 * Runs a measurement on a PostgreSQL of its own, and then, in a new process, on the server that CERTMAP_TEST_DATABASE_URL names,
 * if it names one: each time in a migrated database and a data folder of its own, under a line that says which version it is.
 */
export async function withBenchDatabases(run: () => Promise<void>): Promise<void> {
  const server = process.env[SERVER];
  if (server) return onServer(server, run);
  const own = await startThrowAwayPostgres();
  try {
    await onServer(own.url, run);
  } finally {
    await own.remove();
  }
  const given = process.env.CERTMAP_TEST_DATABASE_URL;
  if (!given) return;
  const again = spawnSync(process.execPath, [...process.execArgv, ...process.argv.slice(1)], {
    env: { ...process.env, [SERVER]: given },
    stdio: "inherit",
  });
  process.exitCode = again.status ?? 1;
}

async function onServer(server: string, run: () => Promise<void>): Promise<void> {
  const url = new URL(server);
  const admin = new Client({ connectionString: server });
  const name = `certmap_bench_${randomBytes(4).toString("hex")}`;
  const folder = mkdtempSync(join(tmpdir(), "certmap-bench-"));
  try {
    await admin.connect();
    const { rows } = await admin.query("SHOW server_version");
    console.log(`PostgreSQL ${rows[0]?.server_version}`);
    await admin.query(`CREATE DATABASE ${name}`);
    url.pathname = `/${name}`;
    process.env.DATABASE_URL = url.toString();
    process.env.DATA_DIR = folder;
    ensureKeyFile(join(folder, "secret.key"));
    await migrate(url.toString());
    await run();
  } finally {
    await disconnect();
    await admin.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
    await admin.end();
    rmSync(folder, { recursive: true, force: true });
  }
}
