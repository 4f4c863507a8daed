/**
 * The agent as one executable file, when it was built (npm run build:agent-windows [linux-x64|win-x64]): the same program under its
 * own Node, without a Node on the host.
 */
import { execFileSync, spawn, spawnSync } from "node:child_process";
import { existsSync, mkdirSync, openSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { agentWorkspace, type Workspace } from "@/agent/testing/agent-process";
import { mappings, oneToOne, PLAIN_SITE } from "@/agent/testing/configs";
import { Host } from "@/agent/testing/host";
import { ScriptedConsole } from "@/agent/testing/scripted-console";

const LINUX = fileURLToPath(new URL("../dist/certmap-agent", import.meta.url));
const WINDOWS = fileURLToPath(new URL("../dist/certmap-agent.exe", import.meta.url));
const ALICE = {
  scope: PLAIN_SITE,
  config: mappings(oneToOne("alice")),
  passwords: { "CONTOSO\\alice": "secret" },
};

let work: Workspace;
let remote: ScriptedConsole;

beforeAll(async () => {
  work = await agentWorkspace(async () => LINUX);
});
afterAll(() => work.remove());
beforeEach(async () => {
  remote = await ScriptedConsole.start();
});
afterEach(() => remote.stop());

const onLinux =
  process.platform !== "linux" ? "not Linux" : existsSync(LINUX) || "dist/certmap-agent is not built";

describe.skipIf(onLinux !== true)(`for Linux${onLinux === true ? "" : ` (skipped: ${onLinux})`}`, () => {
  test("enrols, serves the console and stops", async () => {
    const host = await new Host(work.folder, LINUX, remote).enrolled();
    const running = host.run();
    const job = await remote.push(ALICE);
    await running.logged("result-sent");
    await running.stop();
    expect(running.exitCode).toBe(0);
    expect(job.result?.outcome).toBe("verified");
    const status = host.command(["status", "--state-dir", host.stateDir]);
    expect(await status.ended()).toBe(0);
    expect(status.stdout).toContain("bundle 1.1, verified");
    expect(status.stderr).toBe("");
  });
});

const underWine = wineReason();

describe.skipIf(underWine !== true)(
  `for Windows, under Wine${underWine === true ? "" : ` (skipped: ${underWine})`}`,
  () => {
    test("enrols, applies a push, plans, is installed and removed, and leaves", {
      timeout: 240_000,
    }, async () => {
      const host = new Host(work.folder, WINDOWS, remote);
      const prefix = join(work.folder, "wine");
      mkdirSync(prefix);
      const env = { WINEPREFIX: prefix, WINEARCH: "win64", WINEDEBUG: "-all", DISPLAY: "" };
      const run = async (args: string[]): Promise<{ code: number | null; text: string }> => {
        // Under Wine, Node can write its standard output to a file only.
        const out = join(work.folder, "wine-out.txt");
        const file = openSync(out, "w");
        const child = spawn("wine", [WINDOWS, ...args], {
          env: { ...process.env, ...env, CERTMAP_TOKEN: "good-token", CERTMAP_AGENT_TIME_SCALE: "0.005" },
          stdio: ["ignore", file, file],
        });
        const code = await new Promise<number | null>((resolve) => child.once("close", resolve));
        return { code, text: readFileSync(out, "utf8") };
      };
      execFileSync("wineboot", ["-i"], { env: { ...process.env, ...env }, stdio: "ignore" });
      execFileSync("winecfg", ["-v", "win10"], { env: { ...process.env, ...env }, stdio: "ignore" });
      const stateDir = windowsPath(host.stateDir);
      try {
        const enrolled = await run([
          ...["enroll", "--url", remote.url, "--console-key", remote.fingerprint],
          ...["--config-file", windowsPath(host.configFile), "--passwords", "sample"],
          ...["--state-dir", stateDir, "--host-name", "WEB01"],
        ]);
        expect(enrolled).toMatchObject({ code: 0 });
        const job = await remote.push(ALICE);
        expect(await run(["apply", "--once", "--state-dir", stateDir])).toMatchObject({ code: 0 });
        expect(job.result?.outcome).toBe("verified");
        expect(host.read()).toContain('userName="CONTOSO\\alice"');
        const plan = await run(["plan", "--state-dir", stateDir]);
        expect(plan.text).toContain("Nothing would change.");
        expect(plan.code).toBe(0);
        // In a new prefix it does not come up by itself.
        spawnSync("wine", ["net", "start", "Schedule"], { env: { ...process.env, ...env }, stdio: "ignore" });
        await installs(prefix, (...words) => run(["service", ...words, "--state-dir", stateDir]));
        expect(await run(["unenroll", "--yes", "--purge", "--state-dir", stateDir])).toMatchObject({
          code: 0,
        });
        expect(remote.left).toBe(true);
        expect(existsSync(host.stateDir)).toBe(false);
      } finally {
        execFileSync("wineserver", ["-k"], { env: { ...process.env, ...env }, stdio: "ignore" });
      }
    });
  },
);

type Service = (...words: string[]) => Promise<{ code: number | null; text: string }>;

/** Wine's task scheduler reads the task's definition and keeps it; it does not start it, and the agent says so. */
async function installs(prefix: string, service: Service): Promise<void> {
  const program = join(prefix, "drive_c/Program Files/Certmap/certmap-agent.exe");
  const task = join(prefix, "drive_c/windows/system32/tasks/Certmap agent");
  const installed = await service("install");
  expect(installed.text).toContain("Start the agent: ");
  expect(installed).toMatchObject({ code: 1, text: expect.stringContaining("does not run yet") });
  expect(readFileSync(program).equals(readFileSync(WINDOWS))).toBe(true);
  expect(existsSync(task)).toBe(true);
  expect(await service("uninstall")).toMatchObject({ code: 0 });
  expect(existsSync(dirname(program)) || existsSync(task)).toBe(false);
}

function windowsPath(path: string): string {
  return `Z:${path.replaceAll("/", "\\")}`;
}

function wineReason(): true | string {
  if (!existsSync(WINDOWS)) return "dist/certmap-agent.exe is not built";
  try {
    execFileSync("wine", ["--version"], { stdio: "ignore" });
    return true;
  } catch {
    return "Wine is not installed";
  }
}
