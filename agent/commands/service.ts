import { existsSync, readdirSync, statSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { type Done, EXIT } from "@/agent/exit-codes";
import { carryOut, type Runner, runProgram } from "@/agent/service/carry-out";
import { linuxInstall, linuxUninstall } from "@/agent/service/linux-steps";
import { ownProgram } from "@/agent/service/program";
import { windowsPlaces } from "@/agent/service/protect-folder";
import { describeStep, type Step } from "@/agent/service/step";
import { UNIT_NAME } from "@/agent/service/systemd-unit";
import { laidScripts, programFolder, windowsInstall, windowsUninstall } from "@/agent/service/windows-steps";
import { TASK_NAME } from "@/agent/service/windows-task";
import { stateFolder } from "@/agent/state/folder";
import { isRunning } from "@/agent/state/lock";
import { loadPreferences, logFileOf } from "@/agent/state/preferences";
import { requireSettings } from "@/agent/state/settings";
import { fail, ok, type Result } from "@/lib/errors";

/** Node and an antivirus scanner need a moment. */
const STARTED_MS = 20_000;

export interface ServiceOptions {
  action: "install" | "uninstall";
  stateDir: string;
  /** Says what would be done, and does nothing. */
  dryRun: boolean;
}

/**
 * Makes the agent start with the host, or takes that back: exactly what was made, so the state folder stays. Installing again
 * brings a newer program into place. Errors: `agent-not-enrolled`, `service-not-possible`, `service-step-failed`.
 */
export async function runService(
  { action, dryRun, ...given }: ServiceOptions,
  env: NodeJS.ProcessEnv,
  say: (line: string) => void,
): Promise<Result<Done>> {
  const stateDir = resolve(given.stateDir);
  const steps = action === "install" ? installSteps(stateDir, env) : uninstallSteps(env);
  if (!steps.ok) return steps;
  if (dryRun) {
    const lines = steps.value.map((step) => `${describeStep(step)}\n${contentOf(step)}`);
    return ok({ text: `Would be done, as an administrator:\n${lines.join("")}`, exitCode: EXIT.done });
  }
  const possible = isPossible();
  if (!possible.ok) return possible;
  const done = await carryOut(steps.value, say);
  if (!done.ok) return done;
  if (action === "install" && !(await startsWithin(STARTED_MS, stateDir)))
    return ok({
      text: "Everything is in its place, but the agent does not run yet. Look at `status` and at its log.\n",
      exitCode: EXIT.error,
    });
  const { node } = ownProgram();
  const care =
    process.platform === "win32" && node !== undefined
      ? `SYSTEM runs ${node} from now on: make sure that only administrators may write it.\n`
      : "";
  const text =
    action === "install"
      ? `The agent runs, and starts with this host.\n${care}`
      : `The agent does not start any more. Its state stays in ${stateDir}; unenroll removes it.\n`;
  return ok({ text, exitCode: EXIT.done });
}

/** For `status`. The words of Windows are in the host's language and are shown as they are. */
export async function describeService(platform: NodeJS.Platform, run: Runner = runProgram): Promise<string> {
  if (platform === "win32") {
    const asked = await run(["schtasks.exe", "/Query", "/TN", TASK_NAME, "/FO", "CSV", "/NH"]);
    if (asked.code !== 0) return "not installed";
    const states = new Set(asked.output.split(/\r?\n/).flatMap((line) => /"([^"]*)"$/.exec(line)?.[1] ?? []));
    return states.size === 0 ? "not installed" : `task "${TASK_NAME}": ${[...states].join(", ")}`;
  }
  const asked = await run(["systemctl", "is-enabled", UNIT_NAME]);
  if (asked.code === undefined || !/^(enabled|disabled)/.test(asked.output)) return "not installed";
  const active = await run(["systemctl", "is-active", UNIT_NAME]);
  return `${UNIT_NAME}: ${asked.output.trim()}, ${active.output.trim()}`;
}

/** Started is not running: only the agent itself takes its folder. */
async function startsWithin(ms: number, stateDir: string): Promise<boolean> {
  for (const deadline = Date.now() + ms; Date.now() < deadline; await delay(250))
    if (await isRunning(stateDir)) return true;
  return false;
}

function installSteps(stateDir: string, env: NodeJS.ProcessEnv): Result<Step[]> {
  const folder = stateFolder(stateDir);
  const settings = requireSettings(folder.settings);
  if (!settings.ok) return settings;
  const program = ownProgram();
  if (process.platform === "win32")
    return ok(windowsInstall({ stateDir, program, places: windowsPlaces(env) }));
  if (process.platform !== "linux") return unknownSystem();
  const preferences = loadPreferences(folder.preferences);
  if (!preferences.ok) return preferences;
  const logFile = logFileOf(preferences.value, stateDir, "linux");
  const writable = [...foldersOf(settings.value), ...(logFile === undefined ? [] : [dirname(logFile)])];
  const { uid, gid } = statSync(stateDir);
  return ok(linuxInstall({ stateDir, writable: [...new Set(writable)], program, uid, gid }));
}

function uninstallSteps(env: NodeJS.ProcessEnv): Result<Step[]> {
  if (process.platform === "win32") {
    const places = windowsPlaces(env);
    const folder = programFolder(places);
    const scripts = existsSync(folder) ? laidScripts(readdirSync(folder)) : [];
    return ok(windowsUninstall(places, scripts));
  }
  return process.platform === "linux" ? ok(linuxUninstall()) : unknownSystem();
}

/** The new file is written beside the old one. */
function foldersOf({ configFile }: { configFile?: string | undefined }): string[] {
  return configFile === undefined ? [] : [dirname(configFile)];
}

function isPossible(): Result<void> {
  // Windows says so itself at the first step.
  if (process.platform === "win32") return ok(undefined);
  if (!existsSync("/run/systemd/system"))
    return fail(
      "service-not-possible",
      "This host does not run systemd. Start `run` by what it has instead.",
    );
  if (process.getuid?.() !== 0)
    return fail("service-not-possible", "Only root can do this. See what would be done with --dry-run.");
  return ok(undefined);
}

function unknownSystem(): ReturnType<typeof fail> {
  return fail("service-not-possible", "This works on Windows and on Linux with systemd.");
}

function contentOf(step: Step): string {
  if (step.kind !== "write") return "";
  const isUtf16 = step.content[0] === 0xff;
  const text = Buffer.from(step.content)
    .toString(isUtf16 ? "utf16le" : "utf8")
    .replace(/^\uFEFF/, "");
  return text.replaceAll(/^(?=.)/gm, "    ");
}
