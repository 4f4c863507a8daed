/** `npm run recover -- <email>`: a one-time link with which somebody sets a new password. The console may run meanwhile. */
import type { Actor } from "../lib/auth/actor";
import { disconnect } from "../lib/db";
import { parseEnv } from "../lib/env";
import { recoverPerson } from "../lib/services/people/make-link";
import { openDatabase } from "./open-database";
import { operator } from "./operator";
import { reasonOf, StartError } from "./start-error";

async function main(): Promise<void> {
  const [email, ...more] = process.argv.slice(2);
  if (email === undefined || more.length > 0)
    throw new StartError("usage", "Say whose password to recover: npm run recover -- ada@example.com");
  const parsed = parseEnv(process.env);
  if (!parsed.ok) throw new StartError(parsed.error.code, parsed.error.message);
  const { databaseUrl, dataDir } = parsed.value;
  const database = await openDatabase({ databaseUrl, dataDir });
  try {
    process.env.DATABASE_URL = database.url;
    const actor: Actor = { kind: "system", id: "console", name: `recover by ${operator()}`, address: null };
    const link = await recoverPerson(actor, email);
    if (!link.ok) throw new StartError(link.error.code, link.error.message);
    console.log(
      `Open this once, until ${link.value.expiresAt}, to set a new password for ${email}:\n\n  ${link.value.url}\n\n` +
        "It removes the authenticator app and the passkeys of this person and ends all sessions. Nothing changes before it is used.",
    );
  } finally {
    await disconnect();
    await database.release();
  }
}

main().catch((error: unknown) => {
  console.error(error instanceof StartError ? `${error.code}: ${error.message}` : reasonOf(error));
  process.exitCode = 1;
});
