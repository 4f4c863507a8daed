/** Runs one step of the verification and counts what it proved. */
import { spawn } from "node:child_process";
import { existsSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";

export interface Tally {
  passed: number;
  failed: number;
  skipped: number;
}

export const PASSED: Tally = { passed: 1, failed: 0, skipped: 0 };
export const FAILED: Tally = { passed: 0, failed: 1, skipped: 0 };

/** Escape sequences are for terminals, not for the logs of CI. */
const PLAIN = { NO_COLOR: "1", FORCE_COLOR: "0" };

/** The script behind a package's command, to be run by this very Node: `npx` costs half a second and differs on Windows. */
export function binOf(packageName: string, command: string): string {
  const folder = join("node_modules", packageName);
  const { bin } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
  return join(folder, typeof bin === "string" ? bin : bin[command]);
}

/** Runs a Node program. Output is shown as it comes, or collected and shown only when it fails. */
export function runNode(
  args: string[],
  options: { live?: boolean; env?: Record<string, string> } = {},
): Promise<boolean> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, args, {
      stdio: options.live ? ["ignore", "inherit", "inherit"] : ["ignore", "pipe", "pipe"],
      env: { ...process.env, ...(process.stdout.isTTY ? {} : PLAIN), ...options.env },
    });
    let output = "";
    for (const stream of [child.stdout, child.stderr]) stream?.on("data", (chunk) => (output += chunk));
    child.once("error", (error) => {
      console.log(String(error));
      resolve(false);
    });
    child.once("close", (code) => {
      if (code !== 0 && output) console.log(output.trimEnd());
      resolve(code === 0);
    });
  });
}

/** Vitest with its report; a file that cannot even be loaded counts as a failure. */
export async function runVitest(args: string[], env: Record<string, string> = {}): Promise<Tally> {
  const report = join(".cache", `vitest-${process.pid}.json`);
  const program = [
    binOf("vitest", "vitest"),
    "run",
    "--reporter=dot",
    "--reporter=json",
    `--outputFile.json=${report}`,
  ];
  const fine = await runNode([...program, ...args], { live: true, env });
  return readReport(report, fine, (json) => ({
    passed: json.numPassedTests,
    failed: json.numFailedTests + json.testResults.filter(isBrokenFile).length,
    skipped: json.numPendingTests + json.numTodoTests,
  }));
}

/** Its tests did not even run: an error while it was loaded, or before its first test. */
function isBrokenFile(file: TestFile): boolean {
  return file.status === "failed" && !file.assertionResults.some((test) => test.status === "failed");
}

/** Playwright with its report, for these projects of its configuration. A test that passed only at the second try did not pass. */
export async function runPlaywright(browser: string, projects: string[]): Promise<Tally> {
  const report = join(".cache", `playwright-${process.pid}.json`);
  const env = { CERTMAP_BROWSER: browser, PLAYWRIGHT_JSON_OUTPUT_NAME: report };
  const program = [binOf("@playwright/test", "playwright"), "test", "--reporter=line,json"];
  program.push(...projects.map((project) => `--project=${project}`));
  const fine = await runNode(program, { live: true, env });
  return readReport(report, fine, ({ stats }) => ({
    passed: stats.expected,
    failed: stats.unexpected + stats.flaky,
    skipped: stats.skipped,
  }));
}

interface TestFile {
  status: string;
  assertionResults: { status: string }[];
}
interface VitestReport {
  numPassedTests: number;
  numFailedTests: number;
  numPendingTests: number;
  numTodoTests: number;
  testResults: TestFile[];
}

interface PlaywrightReport {
  stats: { expected: number; unexpected: number; flaky: number; skipped: number };
}

function readReport(
  file: string,
  fine: boolean,
  count: (report: VitestReport & PlaywrightReport) => Tally,
): Tally {
  if (!existsSync(file)) return FAILED;
  try {
    const tally = count(JSON.parse(readFileSync(file, "utf8")));
    // A run that ended badly without a failed test (an error outside of tests) is a failure all the same.
    return !fine && tally.failed === 0 ? { ...tally, failed: 1 } : tally;
  } catch {
    return FAILED;
  } finally {
    rmSync(file, { force: true });
  }
}
