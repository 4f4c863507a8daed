/** Keeps a child process running: the console and the sample server's agent alike. */
import { type ChildProcess, spawn } from "node:child_process";
import { setTimeout as pause } from "node:timers/promises";
import type { ChildLog } from "./child-log";
import { removeRunFile, stopProcess, writeRunFile } from "./run-file";
import { reasonOf } from "./start-error";

const FIRST_WAIT_MS = 500;
const LONGEST_WAIT_MS = 30_000;
/** Who ran this long is well: the next restart is quick again. */
const WELL_MS = 60_000;

export interface ChildSpec {
  /** As people read it in messages. */
  title: string;
  args: string[];
  cwd: string;
  env: Record<string, string>;
  runFile: string;
  log: ChildLog;
  /** Prints one line on the terminal. */
  say: (line: string) => void;
  /** With it the child gets a channel to the launcher. */
  onMessage?: (message: unknown, reply: (answer: object) => void) => void;
}

export interface Supervised {
  pid: () => number | undefined;
  stop: () => Promise<void>;
}

/** Starts a Node program and starts it again whenever it ends, a little later each time. */
export function supervise(spec: ChildSpec): Supervised {
  const stopping = new AbortController();
  let child: ChildProcess | undefined;

  const keepRunning = async () => {
    let wait = FIRST_WAIT_MS;
    while (!stopping.signal.aborted) {
      const started = Date.now();
      child = start(spec);
      const how = await ended(child);
      removeRunFile(spec.runFile);
      if (stopping.signal.aborted) return;
      if (Date.now() - started > WELL_MS) wait = FIRST_WAIT_MS;
      spec.say(
        `The ${spec.title} ended (${how}); it starts again in ${wait / 1000} s. Its errors are in ${spec.log.path}.`,
      );
      await pause(wait, undefined, { signal: stopping.signal }).catch(() => undefined);
      wait = Math.min(wait * 2, LONGEST_WAIT_MS);
    }
  };

  const following = spec.log.follow((line) => spec.say(`[${spec.title}] ${line}`));
  const running = keepRunning();
  return {
    pid: () => (child?.exitCode === null && child.signalCode === null ? child.pid : undefined),
    stop: async () => {
      stopping.abort();
      if (child?.pid !== undefined) await stopProcess(child.pid);
      await running;
      following.stop();
    },
  };
}

function start(spec: ChildSpec): ChildProcess {
  const { stdout, stderr, close } = spec.log.open();
  try {
    const child = spawn(process.execPath, spec.args, {
      cwd: spec.cwd,
      env: spec.env as NodeJS.ProcessEnv,
      stdio: spec.onMessage ? ["ignore", stdout, stderr, "ipc"] : ["ignore", stdout, stderr],
      // Ctrl+C in the terminal is for the launcher alone, which ends its children in order.
      detached: process.platform !== "win32",
      windowsHide: true,
    });
    if (child.pid !== undefined) writeRunFile(spec.runFile, child.pid);
    const { onMessage } = spec;
    if (onMessage) {
      child.on("message", (message) =>
        onMessage(message, (answer) => {
          if (child.connected) child.send(answer);
        }),
      );
    }
    return child;
  } finally {
    close();
  }
}

function ended(child: ChildProcess): Promise<string> {
  return new Promise((resolve) => {
    child.once("error", (error) => resolve(reasonOf(error)));
    child.once("exit", (code, signal) => resolve(signal ? `signal ${signal}` : `exit code ${code}`));
  });
}
