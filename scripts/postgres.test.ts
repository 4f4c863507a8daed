import { chmodSync, mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Client } from "pg";
import { afterEach, beforeEach, expect, test } from "vitest";
import { type Postgres, startPostgres } from "./postgres";
import { isAlive } from "./process-identity";

let dataDir = "";
let postgres: Postgres | undefined;

beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), "certmap-postgres-"));
  chmodSync(dataDir, 0o711);
});

afterEach(async () => {
  await postgres?.stop();
  rmSync(dataDir, { recursive: true, force: true });
});

async function sql(text: string): Promise<Record<string, unknown>[]> {
  const client = new Client({ connectionString: postgres?.url });
  client.on("error", () => undefined);
  await client.connect();
  try {
    return (await client.query(text)).rows;
  } finally {
    await client.end();
  }
}

test("a second start attaches to the running server; after a stop it starts it again with the data", async () => {
  postgres = await startPostgres(dataDir);
  expect(postgres.attached).toBe(false);
  await sql("CREATE TABLE kept AS SELECT 1 AS n");

  const { pid } = postgres;
  postgres = await startPostgres(dataDir);
  expect(postgres).toMatchObject({ attached: true, pid });

  await postgres.stop();
  expect(isAlive(pid)).toBe(false);
  postgres = await startPostgres(dataDir);
  expect(postgres.attached).toBe(false);
  expect(await sql("SELECT n FROM kept")).toEqual([{ n: 1 }]);
});

test("a killed server comes back with every acknowledged row", async () => {
  postgres = await startPostgres(dataDir);
  await sql("CREATE TABLE kept (n int)");
  for (let n = 0; n < 20; n++) await sql(`INSERT INTO kept VALUES (${n})`);
  process.kill(postgres.pid, "SIGKILL");
  postgres = await startPostgres(dataDir);
  expect(await sql("SELECT count(*)::int AS n FROM kept")).toEqual([{ n: 20 }]);
});

test("it writes through to the disk, listens on this machine only, and asks for the password", async () => {
  postgres = await startPostgres(dataDir);
  const rows = await sql(`SELECT name, setting FROM pg_settings
    WHERE name IN ('fsync', 'full_page_writes', 'listen_addresses', 'synchronous_commit', 'unix_socket_directories') ORDER BY name`);
  expect(Object.fromEntries(rows.map((row) => [row.name, row.setting]))).toEqual({
    fsync: "on",
    full_page_writes: "on",
    listen_addresses: "127.0.0.1",
    synchronous_commit: "on",
    unix_socket_directories: "",
  });
  expect(statSync(join(dataDir, "postgres.password")).mode & 0o777).toBe(0o600);

  const wrong = new Client({ connectionString: postgres.url.replace(/:[^:@]+@/, ":guess@") });
  await expect(wrong.connect()).rejects.toThrow(/password authentication failed/);
});

test("without its password file the data is not thrown away: it says what to restore", async () => {
  postgres = await startPostgres(dataDir);
  await postgres.stop();
  postgres = undefined;
  rmSync(join(dataDir, "postgres.password"));
  await expect(startPostgres(dataDir)).rejects.toMatchObject({ code: "database-setup-failed" });
});

test.runIf(process.getuid?.() === 0)(
  "as root, in a folder that nobody else may enter, it still runs",
  async () => {
    const closed = mkdtempSync(join(tmpdir(), "certmap-closed-"));
    try {
      postgres = await startPostgres(closed);
      expect(await sql("SELECT 1 AS n")).toEqual([{ n: 1 }]);
      const [row] = await sql("SHOW data_directory");
      await postgres.stop();
      postgres = undefined;
      rmSync(String(row?.data_directory), { recursive: true, force: true });
      rmSync(`${row?.data_directory}.log`, { force: true });
    } finally {
      rmSync(closed, { recursive: true, force: true });
    }
  },
);
