import { existsSync, readdirSync } from "node:fs";
import { defineConfig } from "@playwright/test";

/** The one that verify found, else Debian's, else Playwright's own. */
const browser = process.env.CERTMAP_BROWSER ?? ["/usr/bin/chromium"].find(existsSync);

const specs = readdirSync(new URL("e2e", import.meta.url)).filter((name) => name.endsWith(".spec.ts"));

/** Whole journeys in a real browser against `npm start`. Each starts a console of its own, so they run one after the other. */
export default defineConfig({
  testDir: "e2e",
  // A project for each file: a worker, and with it a console and its empty database, serves no other one.
  projects: specs.map((name) => ({ name: name.replace(".spec.ts", ""), testMatch: name })),
  workers: 1,
  timeout: 600_000,
  expect: { timeout: 30_000 },
  forbidOnly: Boolean(process.env.CI),
  reporter: [["list"], ["json", { outputFile: "test-results/e2e.json" }]],
  use: {
    viewport: { width: 1440, height: 900 },
    screenshot: "only-on-failure",
    launchOptions: {
      executablePath: browser,
      args: [
        "--no-sandbox",
        "--disable-gpu",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--no-first-run",
        "--disable-quic",
      ],
    },
  },
});
