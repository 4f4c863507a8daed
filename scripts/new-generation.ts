/** `npm run new-generation`: agents take sequences anew, after a restore that the console did not notice by itself. */
import type { Actor } from "../lib/auth/actor";
import { disconnect } from "../lib/db";
import { parseEnv } from "../lib/env";
import { newGeneration } from "../lib/services/generations/start";
import { openDatabase } from "./open-database";
import { operator } from "./operator";
import { reasonOf, StartError } from "./start-error";

async function main(): Promise<void> {
  const parsed = parseEnv(process.env);
  if (!parsed.ok) throw new StartError(parsed.error.code, parsed.error.message);
  const { databaseUrl, dataDir } = parsed.value;
  const database = await openDatabase({ databaseUrl, dataDir });
  try {
    process.env.DATABASE_URL = database.url;
    const actor: Actor = {
      kind: "system",
      id: "console",
      name: `new-generation by ${operator()}`,
      address: null,
    };
    const started = await newGeneration(actor, "Started by hand on the console's machine.");
    if (!started.ok) throw new StartError(started.error.code, started.error.message);
    console.log(
      `Generation ${started.value} begins. Push again what agents refused with sequence-not-higher.`,
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
