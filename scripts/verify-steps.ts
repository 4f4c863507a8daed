/** Runs one step of the verification and counts what it proved. */
import { spawn } from "node:child_process";
import { existsSync, readFileSync, rmSync } from "node:fs";
import { join, relative } from "node:path";

export interface Tally {
  passed: number;
  failed: number;
  skipped: number;
  /** What failed and why, a few lines each: said once more at the end, since the end is what a CI log shows. */
  reasons: readonly string[];
}

export const PASSED: Tally = { passed: 1, failed: 0, skipped: 0, reasons: [] };

/** Something that is not a test failed. */
export function failure(reason: string): Tally {
  return { passed: 0, failed: 1, skipped: 0, reasons: [reason] };
}

/** Escape sequences are for terminals, not for the logs of CI. */
const PLAIN = { NO_COLOR: "1", FORCE_COLOR: undefined };

/** The script behind a package's command, to be run by this very Node: `npx` costs half a second and differs on Windows. */
export function binOf(packageName: string, command: string): string {
  const folder = join("node_modules", packageName);
  const { bin } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
  return join(folder, typeof bin === "string" ? bin : bin[command]);
}

export interface Outcome {
  fine: boolean;
  /** Empty where it was shown as it came. */
  output: string;
}

/** Runs a Node program. Output is shown as it comes, or collected and shown only when it fails. */
export function runNode(
  args: string[],
  options: { live?: boolean; env?: Record<string, string> } = {},
): Promise<Outcome> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, args, {
      stdio: options.live ? ["ignore", "inherit", "inherit"] : ["ignore", "pipe", "pipe"],
      env: { ...process.env, ...(process.stdout.isTTY ? {} : PLAIN), ...options.env },
    });
    let output = "";
    for (const stream of [child.stdout, child.stderr]) stream?.on("data", (chunk) => (output += chunk));
    child.once("error", (error) => {
      console.log(String(error));
      resolve({ fine: false, output: String(error) });
    });
    child.once("close", (code) => {
      if (code !== 0 && output) console.log(output.trimEnd());
      resolve({ fine: code === 0, output });
    });
  });
}

/** Vitest with its report; a file that cannot even be loaded counts as a failure. */
export async function runVitest(args: string[], env: Record<string, string> = {}): Promise<Tally> {
  const report = join(".cache", `vitest-${process.pid}.json`);
  const program = [
    binOf("vitest", "vitest"),
    "run",
    // Dots are for somebody who waits; in a log they bury what failed.
    `--reporter=${process.stdout.isTTY ? "dot" : "minimal"}`,
    "--reporter=json",
    `--outputFile.json=${report}`,
  ];
  const { fine } = await runNode([...program, ...args], { live: true, env });
  return readReport<VitestReport>(report, fine, (json) => {
    const reasons = json.testResults.flatMap(reasonsIn);
    return {
      passed: json.numPassedTests,
      failed: reasons.length,
      skipped: json.numPendingTests + json.numTodoTests,
      reasons,
    };
  });
}

/** Why a file failed: its failed tests, or what kept it from running them (an error while it was loaded, or before the first). */
function reasonsIn(file: VitestFile): string[] {
  if (file.status !== "failed") return [];
  const where = relative("", file.name);
  const failed = file.assertionResults.filter((test) => test.status === "failed");
  if (failed.length === 0) return [`${where}\n${file.message}`];
  return failed.map((test) => `${where} > ${test.fullName}\n${test.failureMessages.join("\n")}`);
}

/** Playwright with its report, for these projects of its configuration. A test that passed only at the second try did not pass. */
export async function runPlaywright(browser: string, projects: string[]): Promise<Tally> {
  const report = join(".cache", `playwright-${process.pid}.json`);
  const env = { CERTMAP_BROWSER: browser, PLAYWRIGHT_JSON_OUTPUT_NAME: report };
  const program = [
    binOf("@playwright/test", "playwright"),
    "test",
    `--reporter=${process.stdout.isTTY ? "line" : "dot"},json`,
  ];
  program.push(...projects.map((project) => `--project=${project}`));
  const { fine } = await runNode(program, { live: true, env });
  return readReport<PlaywrightReport>(report, fine, ({ stats, suites, errors }) => ({
    passed: stats.expected,
    failed: stats.unexpected + stats.flaky,
    skipped: stats.skipped,
    reasons: [...errors.map((error) => error.message), ...suites.flatMap(reasonsUnder)],
  }));
}

function reasonsUnder(suite: PlaywrightSuite): string[] {
  const own = (suite.specs ?? []).flatMap((spec) =>
    spec.tests
      .flatMap((test) => test.results)
      .flatMap((result) => result.errors.map((error) => `${spec.file} > ${spec.title}\n${error.message}`)),
  );
  return [...own, ...(suite.suites ?? []).flatMap(reasonsUnder)];
}

interface VitestFile {
  name: string;
  status: string;
  message: string;
  assertionResults: { status: string; fullName: string; failureMessages: string[] }[];
}
interface VitestReport {
  numPassedTests: number;
  numPendingTests: number;
  numTodoTests: number;
  testResults: VitestFile[];
}

interface PlaywrightError {
  message: string;
}
interface PlaywrightSuite {
  suites?: PlaywrightSuite[];
  specs?: { title: string; file: string; tests: { results: { errors: PlaywrightError[] }[] }[] }[];
}
interface PlaywrightReport {
  stats: { expected: number; unexpected: number; flaky: number; skipped: number };
  suites: PlaywrightSuite[];
  errors: PlaywrightError[];
}

function readReport<Report>(file: string, fine: boolean, count: (report: Report) => Tally): Tally {
  if (!existsSync(file)) return failure("It ended without a report: its output is above.");
  try {
    const tally = count(JSON.parse(readFileSync(file, "utf8")));
    if (fine || tally.failed > 0) return tally;
    // An error outside of tests.
    const reason = "It ended badly without a failed test: its output is above.";
    return { ...tally, failed: 1, reasons: [...tally.reasons, reason] };
  } catch (error) {
    return failure(`Its report could not be read: ${error}`);
  } finally {
    rmSync(file, { force: true });
  }
}
