/** Which process a supervised child is: written down, so that the next launcher finds it when this one was killed. */
import { mkdirSync, readFileSync, rmSync } from "node:fs";
import { dirname } from "node:path";
import { setTimeout } from "node:timers/promises";
import { writeDurably } from "./durable-file";
import { identityOf, isAlive } from "./process-identity";

const TERM_MS = 8_000;
const KILL_MS = 5_000;

interface RunRecord {
  pid: number;
  identity: string;
}

/** Notes a child that was just started. */
export function writeRunFile(path: string, pid: number): void {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  const identity = identityOf(pid);
  if (identity) writeDurably(path, JSON.stringify({ pid, identity } satisfies RunRecord));
}

export function removeRunFile(path: string): void {
  rmSync(path, { force: true });
}

/** Stops the child that a killed launcher left running. Answers whether there was one. */
export async function stopOrphan(path: string): Promise<boolean> {
  const record = readRunFile(path);
  const found = record !== undefined && identityOf(record.pid) === record.identity;
  if (found) await stopProcess(record.pid);
  removeRunFile(path);
  return found;
}

/** Asks a process to end, and makes it end when it does not. */
export async function stopProcess(pid: number): Promise<void> {
  const gone = () => !isAlive(pid);
  if (gone()) return;
  signal(pid, "SIGTERM");
  if (await within(TERM_MS, gone)) return;
  signal(pid, "SIGKILL");
  await within(KILL_MS, gone);
}

function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch {
    // It ended meanwhile.
  }
}

async function within(milliseconds: number, condition: () => boolean): Promise<boolean> {
  for (const deadline = Date.now() + milliseconds; Date.now() < deadline; await setTimeout(20)) {
    if (condition()) return true;
  }
  return condition();
}

function readRunFile(path: string): RunRecord | undefined {
  try {
    const { pid, identity } = JSON.parse(readFileSync(path, "utf8"));
    return typeof pid === "number" && typeof identity === "string" ? { pid, identity } : undefined;
  } catch {
    return undefined;
  }
}
