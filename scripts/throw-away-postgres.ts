import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startPostgres } from "./postgres";
import { isAlive } from "./process-identity";

const PREFIX = "certmap-test-postgres-";

/** An embedded PostgreSQL in a temporary folder, for tests: it need not survive a loss of power. */
export async function startThrowAwayPostgres(): Promise<{ url: string; remove: () => Promise<void> }> {
  await removeLeftBehind();
  const folder = mkdtempSync(join(tmpdir(), PREFIX));
  // The user PostgreSQL runs as must get in when the tests run as root.
  chmodSync(folder, 0o711);
  writeFileSync(join(folder, "owner.pid"), String(process.pid));
  const postgres = await startPostgres(folder, { options: ["fsync=off", "full_page_writes=off"] });
  return {
    url: postgres.url,
    remove: async () => {
      await postgres.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Servers of test runs that were killed would run for ever. */
async function removeLeftBehind(): Promise<void> {
  for (const name of readdirSync(tmpdir()).filter((entry) => entry.startsWith(PREFIX))) {
    const folder = join(tmpdir(), name);
    try {
      if (isAlive(Number(readFileSync(join(folder, "owner.pid"), "utf8")))) continue;
      await (await startPostgres(folder)).stop();
      rmSync(folder, { recursive: true, force: true });
    } catch {
      // Half made, or another user's: not ours to clean.
    }
  }
}
