import { availableParallelism } from "node:os";
import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

const root = fileURLToPath(new URL(".", import.meta.url));

const FULL = process.env.CERTMAP_FULL === "1";

export default defineConfig({
  resolve: { alias: { "@": root } },
  test: {
    projects: [
      // Half of a plain run was to load the same modules anew for each file. The long run keeps files apart, so that none leans on another.
      { extends: true, test: { name: "lib", include: ["lib/**/*.test.ts"], isolate: FULL } },
      {
        extends: true,
        test: { name: "rest", include: ["{agent,cli,scripts,app,components}/**/*.test.{ts,tsx}"] },
      },
    ],
    // Many tests wait for processes and the database: on two cores, two at a time are quicker than vitest's one.
    maxWorkers: Math.max(2, availableParallelism() - 1),
    globalSetup: "./scripts/test-database-server.ts",
    // Against what hangs, not what is slow: CI's machine is somebody else's, and the long version takes minutes for some.
    testTimeout: FULL ? 600_000 : 120_000,
    hookTimeout: 120_000,
    expect: { poll: { timeout: 60_000 } },
  },
});
