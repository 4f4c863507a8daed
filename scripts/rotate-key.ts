/** `npm run rotate-key`: a new key for the stored passwords. The console may run meanwhile. */
import type { Actor } from "../lib/auth/actor";
import { disconnect } from "../lib/db";
import { parseEnv } from "../lib/env";
import { rotateKey } from "../lib/services/keys/rotate";
import { openDatabase } from "./open-database";
import { operator } from "./operator";
import { reasonOf, StartError } from "./start-error";

async function main(): Promise<void> {
  const parsed = parseEnv(process.env);
  if (!parsed.ok) throw new StartError(parsed.error.code, parsed.error.message);
  const { databaseUrl, dataDir, secretKeyFile } = parsed.value;
  const database = await openDatabase({ databaseUrl, dataDir });
  try {
    process.env.DATABASE_URL = database.url;
    const actor: Actor = {
      kind: "system",
      id: "console",
      name: `rotate-key by ${operator()}`,
      address: null,
    };
    const rotated = await rotateKey(actor);
    if (!rotated.ok) throw new StartError(rotated.error.code, rotated.error.message);
    const { keyId, resealed, resumed } = rotated.value;
    console.log(
      `${resumed ? "Finished the rotation that was interrupted" : "Made a new key"}: ${keyId} is the only key now. ` +
        `Passwords sealed anew: ${resealed}.\n` +
        `Back up ${secretKeyFile} again, apart from the database. Older backups of the database need the key file of their time.`,
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
