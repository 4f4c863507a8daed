import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { Client } from "pg";

const run = promisify(execFile);

/**
 * An installation that is older than the chain of audit events: they are linked once, before the console can write new ones.
 * In a process of its own: the launcher is bundled before the database's client is generated, so it must not import it.
 */
export async function linkOldEvents(
  root: string,
  databaseUrl: string,
  say: (line: string) => void,
): Promise<void> {
  if (!(await areOldEvents(databaseUrl))) return;
  const program = join(root, "scripts", "link-old-events-now.ts");
  const { stdout } = await run(process.execPath, ["--import", "tsx", program], {
    cwd: root,
    env: { ...process.env, DATABASE_URL: databaseUrl },
  });
  say(stdout.trim());
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
