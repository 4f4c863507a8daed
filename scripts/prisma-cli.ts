import { execFile } from "node:child_process";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { StartError } from "./start-error";

const run = promisify(execFile);

/**
 * Makes the typed client. Prisma's command wants to download a schema engine first, which `generate` never uses: naming an
 * executable that is there (Node itself) satisfies it.
 */
export async function generatePrismaClient(): Promise<void> {
  const root = fileURLToPath(new URL("..", import.meta.url));
  const manifest = createRequire(import.meta.url).resolve("prisma/package.json");
  const env = {
    ...process.env,
    PRISMA_SCHEMA_ENGINE_BINARY: process.execPath,
    PRISMA_HIDE_UPDATE_MESSAGE: "1",
    CHECKPOINT_DISABLE: "1",
  };
  try {
    await run(process.execPath, [join(dirname(manifest), "build/index.js"), "generate"], { cwd: root, env });
  } catch (error) {
    const said = error instanceof Error && "stderr" in error ? String(error.stderr) : String(error);
    throw new StartError("build-failed", `Prisma cannot generate the database client: ${said.trim()}`);
  }
}
