import { execFile } from "node:child_process";
import {
  chmodSync,
  copyFileSync,
  mkdirSync,
  readdirSync,
  renameSync,
  rmdirSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { dirname } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { errnoOf } from "@/agent/file-error";
import { describeStep, type Step } from "@/agent/service/step";
import { temporaryBeside } from "@/agent/state/durable";
import { fail, ok, type Result } from "@/lib/errors";

/** Runs a program to its end. `code` is undefined when it could not be started. */
export type Runner = (argv: readonly [string, ...string[]]) => Promise<{ code?: number; output: string }>;

const RUN_MS = 60_000;
/** A program that was stopped a moment ago still holds its file on Windows. */
const TRIES = 20;
const TRY_AGAIN_MS = 500;

/** Does the steps one after the other and says each; stops at the first that fails. Error `service-step-failed`. */
export async function carryOut(
  steps: readonly Step[],
  say: (line: string) => void,
  run: Runner = runProgram,
): Promise<Result<void>> {
  for (const step of steps) {
    say(describeStep(step));
    const failure = await attempt(step, run);
    if (failure === undefined) continue;
    if (!step.mayFail)
      return fail("service-step-failed", `${describeStep(step)}: ${failure} The steps before it were done.`);
    say(`  Not done: ${failure}`);
  }
  return ok(undefined);
}

/** Returns why not. */
async function attempt(step: Step, run: Runner): Promise<string | undefined> {
  if (step.kind === "run") {
    const { code, output } = await run(step.argv);
    if (code === 0) return undefined;
    return `${output.trim() || "no message"} (exit code ${code ?? "none: it could not be started"}).`;
  }
  for (let left = TRIES; ; left -= 1) {
    try {
      change(step);
      return undefined;
    } catch (error) {
      const errno = errnoOf(error);
      if (errno === "") throw error;
      const inUse = process.platform === "win32" && /^(EBUSY|EPERM|EACCES)$/.test(errno);
      if (!inUse || left === 0) return `${errno}.`;
      await delay(TRY_AGAIN_MS);
    }
  }
}

/** Beside the place and then renamed, so that a program that runs keeps its old file. */
function change(step: Exclude<Step, { kind: "run" }>): void {
  if (step.kind === "remove") {
    remove(step.path, step.folder);
    return;
  }
  const { to, mode } = step;
  const folder = dirname(to);
  // The agent makes private files; these are for systemd and for administrators to read.
  if (mkdirSync(folder, { recursive: true }) !== undefined && mode === 0o755) chmodSync(folder, 0o755);
  const temporary = temporaryBeside(to);
  try {
    if (step.kind === "copy") copyFileSync(step.from, temporary);
    else writeFileSync(temporary, step.content);
    chmodSync(temporary, mode);
    renameSync(temporary, to);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw error;
  }
}

function remove(path: string, folder: boolean): void {
  rmSync(path, { force: true });
  const parent = dirname(path);
  try {
    if (folder && readdirSync(parent).length === 0) rmdirSync(parent);
  } catch (error) {
    if (errnoOf(error) !== "ENOENT") throw error;
  }
}

export function runProgram(argv: readonly [string, ...string[]]): ReturnType<Runner> {
  const [program, ...args] = argv;
  return new Promise((resolve) => {
    execFile(program, args, { timeout: RUN_MS, windowsHide: true }, (error, stdout, stderr) => {
      const output = `${stdout}${stderr}`;
      if (error === null) resolve({ code: 0, output });
      else if (typeof error.code === "number") resolve({ code: error.code, output });
      else resolve({ output: output || error.message });
    });
  });
}
