import { Client } from "pg";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { isEmptyDatabase, migrate } from "./migrate";
import { type Migration, readMigrations } from "./migrations";
import { startThrowAwayPostgres } from "./throw-away-postgres";

const migration = (name: string, sql: string): Migration => ({ name, sql, checksum: `sum of ${sql}` });
const first = migration("001_first", "CREATE TABLE a (n int)");
const second = migration("002_second", "CREATE TABLE b (n int)");

describe("migrate", () => {
  let server: Awaited<ReturnType<typeof startThrowAwayPostgres>>;
  let url = "";
  let count = 0;

  const sql = async (text: string) => {
    const client = new Client({ connectionString: url });
    await client.connect();
    try {
      return (await client.query(text)).rows;
    } finally {
      await client.end();
    }
  };

  beforeAll(async () => {
    server = await startThrowAwayPostgres();
  });
  afterAll(() => server.remove());
  beforeEach(async () => {
    url = server.url;
    const name = `migrate_${++count}`;
    await sql(`CREATE DATABASE ${name}`);
    url = url.replace(/[^/]+$/, name);
  });

  test("applies what is missing, in order, once", async () => {
    expect(await isEmptyDatabase(url)).toBe(true);
    expect(await migrate(url, [first])).toEqual(["001_first"]);
    expect(await migrate(url, [first, second])).toEqual(["002_second"]);
    expect(await migrate(url, [first, second])).toEqual([]);
    expect(await isEmptyDatabase(url)).toBe(false);
  });

  test("applies the real ones, with the evidence that cannot be changed", async () => {
    expect(await migrate(url)).toEqual(readMigrations().map((one) => one.name));
    for (const statement of [
      'DELETE FROM "Revision"',
      'UPDATE "AuditEvent" SET action = action',
      'TRUNCATE "AuditEvent" CASCADE',
    ]) {
      await expect(sql(statement)).rejects.toThrow(/refused: its rows are evidence/);
    }
  });

  test("four starts at once apply each migration once", async () => {
    const all = await Promise.all([1, 2, 3, 4].map(() => migrate(url, [first, second])));
    expect(all.flat()).toEqual(["001_first", "002_second"]);
  });

  test("a failing one leaves nothing of itself, and what came before it stays", async () => {
    const broken = migration("002_broken", "CREATE TABLE c (n int); SELECT nonsense");
    await expect(migrate(url, [first, broken])).rejects.toMatchObject({ code: "migration-failed" });
    expect(await sql(`SELECT to_regclass('a') AS a, to_regclass('c') AS c`)).toEqual([{ a: "a", c: null }]);
    expect(await migrate(url, [first, second])).toEqual(["002_second"]);
  });

  test("an edited migration is refused", async () => {
    await migrate(url, [first]);
    const edited = migration("001_first", "CREATE TABLE a (n bigint)");
    await expect(migrate(url, [edited, second])).rejects.toMatchObject({ code: "migration-edited" });
  });

  test("a database of a newer version is refused", async () => {
    await migrate(url, [first, second]);
    await expect(migrate(url, [first])).rejects.toMatchObject({ code: "migration-unknown" });
  });

  test("somebody else's database is refused and stays as it is", async () => {
    await sql("CREATE TABLE invoices (n int)");
    await expect(migrate(url, [first])).rejects.toMatchObject({ code: "database-setup-failed" });
    expect(await sql(`SELECT to_regclass('"_prisma_migrations"') AS t`)).toEqual([{ t: null }]);
  });

  test("a wrong password is a sentence that does not repeat it", async () => {
    const wrong = url.replace(/:[^:@]+@/, ":not-the-password@");
    const error = await migrate(wrong, [first]).catch((thrown: Error) => thrown);
    expect(error).toMatchObject({ code: "database-unavailable" });
    expect(String(error)).not.toContain("not-the-password");
  });
});
