import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Client } from "pg";
import { disconnect } from "@/lib/db";
import { ensureKeyFile } from "@/lib/secrets/key-file";
import { migrate } from "@/scripts/migrate";
import { startThrowAwayPostgres } from "@/scripts/throw-away-postgres";

/**
 * Runs a measurement in a migrated database and a data folder of its own, on the server that CERTMAP_TEST_DATABASE_URL names or
 * else on a PostgreSQL of its own; says which version that is, and removes everything again.
 */
export async function withBenchDatabase(run: () => Promise<void>): Promise<void> {
  const given = process.env.CERTMAP_TEST_DATABASE_URL;
  const own = given ? undefined : await startThrowAwayPostgres();
  const url = new URL(given ?? own?.url ?? "");
  const admin = new Client({ connectionString: url.toString() });
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
    await own?.remove();
    rmSync(folder, { recursive: true, force: true });
  }
}
