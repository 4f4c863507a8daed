import { randomUUID } from "node:crypto";
import { Client } from "pg";
import { newToken } from "../lib/secrets/one-time-token";

const VALID_HOURS = 24;

/** While nobody has an account here: a link that makes the first administrator, once. An earlier unused link ends. */
export async function makeSetupLink(databaseUrl: string, publicUrl: string): Promise<string | undefined> {
  const client = new Client({ connectionString: databaseUrl });
  client.on("error", () => undefined);
  await client.connect();
  try {
    const { rows } = await client.query('SELECT EXISTS (SELECT 1 FROM "Person") AS someone');
    if (rows[0].someone) return undefined;
    const { token, tokenHash } = newToken();
    await client.query("BEGIN");
    await client.query('DELETE FROM "SetupToken" WHERE "usedAt" IS NULL');
    await client.query(
      `INSERT INTO "SetupToken" (id, "tokenHash", "expiresAt") VALUES ($1, $2, now() + make_interval(hours => $3))`,
      [randomUUID(), tokenHash, VALID_HOURS],
    );
    await client.query("COMMIT");
    // Behind the #, so that it reaches no server log and no proxy.
    return `${publicUrl}/setup#${token}`;
  } finally {
    await client.end();
  }
}
