import { Client } from "pg";

/**
 * An installation that is older than the chain of audit events: they are linked once, before the console can write new ones.
 * The database's client is loaded only then; it would slow every start.
 */
export async function linkOldEvents(databaseUrl: string, say: (line: string) => void): Promise<void> {
  if (!(await areOldEvents(databaseUrl))) return;
  const before = process.env.DATABASE_URL;
  process.env.DATABASE_URL = databaseUrl;
  const { linkOldEvents: link } = await import("../lib/services/audit-events/link-old");
  const { disconnect } = await import("../lib/db");
  try {
    say(`Linked ${await link()} audit events that are older than the chain.`);
  } finally {
    await disconnect();
    // No other child of the launcher is to know the database.
    if (before === undefined) delete process.env.DATABASE_URL;
    else process.env.DATABASE_URL = before;
  }
}

async function areOldEvents(databaseUrl: string): Promise<boolean> {
  const client = new Client({ connectionString: databaseUrl });
  client.on("error", () => undefined);
  await client.connect();
  try {
    const { rows } = await client.query(
      `SELECT EXISTS (SELECT 1 FROM "AuditEvent") AND NOT EXISTS (SELECT 1 FROM "AuditLink") AS old`,
    );
    return rows[0].old;
  } finally {
    await client.end();
  }
}
