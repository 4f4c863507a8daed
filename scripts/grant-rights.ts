import { Client, escapeIdentifier } from "pg";

/** What is evidence: written once, and then only read. The trigger writes links, with the owner's rights. */
const APPEND_ONLY = ["AuditEvent", "AuditCheckpoint", "AuditCut", "Revision"];
const READ_ONLY = ["AuditLink", "_prisma_migrations"];

/**
 * Gives the role that the console signs in with what it needs on the tables of their owner, and nothing more: it cannot change or
 * delete evidence, switch a trigger off or alter a table. After each migration, because new tables are closed to it.
 */
export async function grantRights(ownerUrl: string, consoleUrl: string): Promise<void> {
  const role = decodeURIComponent(new URL(consoleUrl).username);
  const client = new Client({ connectionString: ownerUrl });
  client.on("error", () => undefined);
  await client.connect();
  try {
    const { rows } = await client.query("SELECT current_schema() AS schema, current_user AS owner");
    if (rows[0].owner === role) return;
    const [schema, to] = [escapeIdentifier(rows[0].schema), escapeIdentifier(role)];
    const tables = (names: string[]) => names.map((name) => `${schema}.${escapeIdentifier(name)}`).join(", ");
    await client.query(`BEGIN;
      GRANT USAGE ON SCHEMA ${schema} TO ${to};
      GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA ${schema} TO ${to};
      GRANT USAGE ON ALL SEQUENCES IN SCHEMA ${schema} TO ${to};
      REVOKE UPDATE, DELETE, TRUNCATE ON ${tables(APPEND_ONLY)} FROM ${to};
      REVOKE INSERT, UPDATE, DELETE, TRUNCATE ON ${tables(READ_ONLY)} FROM ${to};
      COMMIT`);
  } finally {
    await client.end();
  }
}
