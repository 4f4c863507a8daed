import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

const root = fileURLToPath(new URL(".", import.meta.url));

export default defineConfig({
  resolve: { alias: { "@": root } },
  test: {
    include: ["{lib,agent,cli,scripts,app,components}/**/*.test.{ts,tsx}"],
    globalSetup: "./scripts/test-database-server.ts",
    testTimeout: 30_000,
    hookTimeout: 60_000,
  },
});
