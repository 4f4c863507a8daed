/**
 * `npm test`: everything that CI checks, in one run. All steps are carried out and reported, whatever fails.
 * CERTMAP_FULL=1 takes the long versions and what a plain run leaves out; with CERTMAP_TEST_DATABASE_URL the integration tests also run
 * on that server.
 */
import { mkdirSync, readdirSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";
import { stripVTControlCharacters } from "node:util";
import { ensureBuild } from "./build";
import { findBrowser } from "./find-browser";
import { longTests } from "./long-tests";
import { generatePrismaClient } from "./prisma-cli";
import { reasonOf } from "./start-error";
import { binOf, failure, PASSED, runNode, runPlaywright, runVitest, type Tally } from "./verify-steps";

const root = fileURLToPath(new URL("..", import.meta.url));
process.chdir(root);
mkdirSync(".cache", { recursive: true });

const say = (line: string) => console.log(line);
const total = { passed: 0, failed: 0, skipped: 0 };
const report: string[] = [];
const failures: string[] = [];
const LINES_PER_FAILURE = 12;
const PLAIN_WALK = "journey";
const walks = filesIn("e2e")
  .filter((file) => file.endsWith(".spec.ts"))
  .map((file) => basename(file, ".spec.ts"));
const otherDatabase = process.env.CERTMAP_TEST_DATABASE_URL ?? "";

await step("database client", async () => {
  await generatePrismaClient();
  return PASSED;
});
await step("format, lint and import table", () =>
  check(binOf("@biomejs/biome", "biome"), "ci", "--colors=off", "--error-on-warnings", "."),
);
await step("dead code", () => check(binOf("knip", "knip")));
await step("schema against migrations", () =>
  check("--import", "tsx", "scripts/migration-create.ts", "--check"),
);
await step("route types", () => check(binOf("next", "next"), "typegen"));
await step("types", () => check(binOf("typescript", "tsc"), "--noEmit", "-p", "."));
await step("build", async () => {
  await ensureBuild(root, say);
  return PASSED;
});
await step("unit and integration tests", () => {
  const without = process.env.CERTMAP_FULL ? [] : longTests();
  if (without.length > 0) sayLeft(without);
  return runVitest(
    without.flatMap((file) => ["--exclude", file]),
    { CERTMAP_TEST_DATABASE_URL: "" },
  );
});
if (otherDatabase) {
  await step("integration tests on the other PostgreSQL", () => runVitest(integrationTests()));
}
await step("browser tests", browser);

if (failures.length > 0) say(`\n== What failed\n\n${failures.join("\n\n")}`);
say(`\n${report.join("\n")}\n`);
const skipped = total.skipped > 0 ? `, ${total.skipped} skipped` : "";
say(`${total.passed} passed, ${total.failed} failed${skipped}`);
process.exit(total.failed === 0 ? 0 : 1);

async function step(title: string, run: () => Promise<Tally>): Promise<void> {
  say(`\n== ${title}`);
  const started = Date.now();
  let tally: Tally;
  try {
    tally = await run();
  } catch (error) {
    say(reasonOf(error));
    tally = failure(reasonOf(error));
  }
  total.passed += tally.passed;
  total.failed += tally.failed;
  total.skipped += tally.skipped;
  failures.push(...tally.reasons.map((reason) => `${title}: ${firstLines(reason)}`));
  const seconds = ((Date.now() - started) / 1000).toFixed(1).padStart(6);
  const count = tally.passed + tally.failed > 1 ? `  ${tally.passed} passed, ${tally.failed} failed` : "";
  report.push(`${tally.failed === 0 ? "ok    " : "FAILED"} ${seconds} s  ${title}${count}`);
  say(report.at(-1) ?? "");
}

/** Without what only vitest's own calls say. */
function firstLines(text: string): string {
  const lines = stripVTControlCharacters(text).trim().split("\n");
  return lines
    .filter((line) => !line.includes("node_modules"))
    .slice(0, LINES_PER_FAILURE)
    .join("\n");
}

function sayLeft(tests: readonly string[]): void {
  say(`Left to CERTMAP_FULL=1 for their time: ${tests.join(", ")}.`);
}

async function check(...args: string[]): Promise<Tally> {
  const { fine, output } = await runNode(args);
  return fine ? PASSED : failure(output);
}

/** A plain run walks the whole way once: every other walk starts a console of its own, which takes minutes together. */
async function browser(): Promise<Tally> {
  const path = findBrowser(say);
  if (!path) return failure("No browser was found.");
  if (process.env.CERTMAP_FULL) return runPlaywright(path, walks);
  sayLeft(walks.filter((walk) => walk !== PLAIN_WALK));
  return runPlaywright(path, [PLAIN_WALK]);
}

/** The tests that use a database, for the run on another one. */
function integrationTests(): string[] {
  const tests = ["lib", "agent", "app", "scripts"]
    .flatMap(filesIn)
    .filter((file) => file.endsWith(".test.ts"));
  return tests.filter((file) => readFileSync(file, "utf8").includes("/test-database"));
}

function filesIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" }).map((name) => join(folder, name));
}
