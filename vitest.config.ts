import { availableParallelism } from "node:os";
import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

const root = fileURLToPath(new URL(".", import.meta.url));

export default defineConfig({
  resolve: { alias: { "@": root } },
  test: {
    include: ["{lib,agent,cli,scripts,app,components}/**/*.test.{ts,tsx}"],
    // Many tests wait for processes and the database: on two cores, two at a time are quicker than vitest's one.
    maxWorkers: Math.max(2, availableParallelism() - 1),
    globalSetup: "./scripts/test-database-server.ts",
    testTimeout: 30_000,
    hookTimeout: 60_000,
  },
});
