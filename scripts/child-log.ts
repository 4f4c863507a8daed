/**
 * A child writes its logs itself, into files: it does not depend on the launcher being alive. The launcher keeps the files small
 * and repeats on the terminal what the child writes as errors.
 */
import { closeSync, copyFileSync, mkdirSync, openSync, readSync, statSync, truncateSync } from "node:fs";
import { dirname, join } from "node:path";

const LIMIT = 5_000_000;
const LOOK_MS = 500;

export interface ChildLog {
  /** File descriptors for the child's standard output and error; `close` them once it has its own. */
  open: () => { stdout: number; stderr: number; close: () => void };
  /** Repeats the errors of now on, until the process ends or `stop`. */
  follow: (print: (line: string) => void) => { stop: () => void };
  path: string;
}

export function childLog(folder: string, name: string): ChildLog {
  const path = join(folder, `${name}.log`);
  const errors = join(folder, `${name}.error.log`);
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  return {
    path: errors,
    open: () => {
      const [stdout, stderr] = [path, errors].map((file) => openSync(file, "a", 0o600)) as [number, number];
      return {
        stdout,
        stderr,
        close: () => {
          closeSync(stdout);
          closeSync(stderr);
        },
      };
    },
    follow: (print) => {
      let position = sizeOf(errors);
      const look = () => {
        const size = sizeOf(errors);
        if (size > position) printFrom(errors, position, size, print);
        position = size;
        for (const file of [path, errors]) if (sizeOf(file) > LIMIT) rotate(file);
      };
      const timer = setInterval(look, LOOK_MS).unref();
      return {
        stop: () => {
          clearInterval(timer);
          look();
        },
      };
    },
  };
}

function sizeOf(file: string): number {
  return statSync(file, { throwIfNoEntry: false })?.size ?? 0;
}

function printFrom(file: string, from: number, to: number, print: (line: string) => void): void {
  const bytes = Buffer.alloc(Math.min(to - from, 64_000));
  const handle = openSync(file, "r");
  try {
    readSync(handle, bytes, 0, bytes.length, from);
  } finally {
    closeSync(handle);
  }
  for (const line of bytes.toString("utf8").trimEnd().split("\n")) print(line);
}

/** The child holds the file open for appending, so it is copied and emptied instead of renamed. */
function rotate(file: string): void {
  copyFileSync(file, `${file}.1`);
  truncateSync(file);
}
