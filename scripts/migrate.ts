/**
 * Applies migrations. The record is Prisma's own table, so that `prisma migrate` and this runner accept each other's databases;
 * Prisma's command itself would download an engine at every start.
 */
import { randomUUID } from "node:crypto";
import { Client } from "pg";
import { type Migration, readMigrations } from "./migrations";
import { reasonOf, StartError } from "./start-error";

/** The key of Prisma's advisory lock: its command and this runner wait for each other. */
const LOCK_KEY = 72_707_369;
const OLDEST_POSTGRES = 150_000;

const RECORD = `CREATE TABLE IF NOT EXISTS "_prisma_migrations" (
  "id" VARCHAR(36) PRIMARY KEY NOT NULL,
  "checksum" VARCHAR(64) NOT NULL,
  "finished_at" TIMESTAMPTZ,
  "migration_name" VARCHAR(255) NOT NULL,
  "logs" TEXT,
  "rolled_back_at" TIMESTAMPTZ,
  "started_at" TIMESTAMPTZ NOT NULL DEFAULT now(),
  "applied_steps_count" INTEGER NOT NULL DEFAULT 0
)`;

interface Applied {
  migration_name: string;
  checksum: string;
  finished_at: Date | null;
}

/** Brings a database up to date; each migration is one transaction. Answers the names of those that it applied. */
export async function migrate(url: string, migrations: Migration[] = readMigrations()): Promise<string[]> {
  const client = await connectTo(url);
  try {
    await client.query("SELECT pg_advisory_lock($1)", [LOCK_KEY]);
    const applied = await readApplied(client);
    checkHistory(applied, migrations);
    const done = new Set(applied.map((row) => row.migration_name));
    const pending = migrations.filter((migration) => !done.has(migration.name));
    for (const migration of pending) await apply(client, migration);
    return pending.map((migration) => migration.name);
  } finally {
    // Closing the connection also lets go of the lock.
    await client.end().catch(() => undefined);
  }
}

/** Whether a database holds anything of ours, or of somebody else: decides what a missing key file means. */
export async function isEmptyDatabase(url: string): Promise<boolean> {
  const client = await connectTo(url);
  try {
    return await hasNoTables(client);
  } finally {
    await client.end().catch(() => undefined);
  }
}

async function connectTo(url: string): Promise<Client> {
  const client = new Client({ connectionString: url, connectionTimeoutMillis: 10_000 });
  client.on("error", () => undefined);
  try {
    await client.connect();
  } catch (error) {
    const { host, pathname } = new URL(url);
    throw new StartError(
      "database-unavailable",
      `The database${pathname} at ${host} cannot be used: ${reasonOf(error)}. Check that it runs and that DATABASE_URL names ` +
        "its address, user, password and database.",
    );
  }
  const { rows } = await client.query("SHOW server_version_num");
  if (Number(rows[0].server_version_num) < OLDEST_POSTGRES) {
    await client.end();
    throw new StartError(
      "database-unavailable",
      "Certmap needs PostgreSQL 15 or newer. Upgrade the server that DATABASE_URL names.",
    );
  }
  return client;
}

async function hasNoTables(client: Client): Promise<boolean> {
  const sql = "SELECT 1 FROM pg_tables WHERE schemaname = current_schema() LIMIT 1";
  return (await client.query(sql)).rows.length === 0;
}

async function readApplied(client: Client): Promise<Applied[]> {
  const { rows } = await client.query(`SELECT to_regclass('"_prisma_migrations"') AS found`);
  if (!rows[0].found) {
    if (!(await hasNoTables(client))) {
      throw new StartError(
        "database-setup-failed",
        "The database that DATABASE_URL names holds tables that are not Certmap's. Name an empty database, or one of Certmap's.",
      );
    }
    await client.query(RECORD);
  }
  const sql = `SELECT migration_name, checksum, finished_at FROM "_prisma_migrations" WHERE rolled_back_at IS NULL`;
  return (await client.query<Applied>(sql)).rows;
}

function checkHistory(applied: Applied[], migrations: Migration[]): void {
  const known = new Map(migrations.map((migration) => [migration.name, migration.checksum]));
  for (const row of applied) {
    const name = row.migration_name;
    if (row.finished_at === null) {
      throw new StartError(
        "migration-failed",
        `Migration ${name} was begun and never finished. Restore the database from its backup.`,
      );
    }
    const checksum = known.get(name);
    if (checksum === undefined) {
      throw new StartError(
        "migration-unknown",
        `The database was used by a newer Certmap: it has migration ${name}, which this version does not know. Start the newer version again, ` +
          "or restore the backup that was made before the upgrade.",
      );
    }
    if (checksum !== row.checksum) {
      throw new StartError(
        "migration-edited",
        `The file of migration ${name} is not the one that was applied to this database. Put the released file back; a change needs a migration of its own.`,
      );
    }
  }
}

async function apply(client: Client, { name, sql, checksum }: Migration): Promise<void> {
  try {
    await client.query("BEGIN");
    await client.query(sql);
    await client.query(
      `INSERT INTO "_prisma_migrations" (id, checksum, migration_name, started_at, finished_at, applied_steps_count)
       VALUES ($1, $2, $3, now(), clock_timestamp(), 1)`,
      [randomUUID(), checksum, name],
    );
    await client.query("COMMIT");
  } catch (error) {
    await client.query("ROLLBACK").catch(() => undefined);
    throw new StartError("migration-failed", `Migration ${name} failed and was undone: ${reasonOf(error)}`);
  }
}
