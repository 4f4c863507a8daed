import { appendFileSync, mkdirSync, renameSync, rmSync, statSync } from "node:fs";
import { dirname } from "node:path";

interface Rotation {
  /** Bytes of one file before the next begins. */
  bytes: number;
  /** How many are kept: `path`, `path.1` (newer) ... */
  files: number;
}

/**
 * Appends whole lines to a file and begins a new one when it is full. A disk that refuses them stops nothing: the lines are
 * counted, and a line tells how many are missing as soon as one can be written.
 */
export function openLogFile(path: string, { bytes, files }: Rotation): (line: string) => void {
  let size = sizeOf(path);
  let lost = 0;
  let torn = false;
  return (line) => {
    const missing = lost === 0 ? "" : `${JSON.stringify(linesLost(lost))}\n`;
    const text = `${torn ? "\n" : ""}${missing}${line}`;
    try {
      mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
      if (size > 0 && size + Buffer.byteLength(text) > bytes) {
        rotate(path, files);
        size = sizeOf(path);
      }
      appendFileSync(path, text, { mode: 0o600 });
      size += Buffer.byteLength(text);
      lost = 0;
      torn = false;
    } catch {
      lost += 1;
      // A full disk may have taken the first half of a line.
      torn = true;
      size = sizeOf(path);
    }
  };
}

function linesLost(count: number) {
  return { level: "warn", at: new Date().toISOString(), event: "log-lines-lost", count };
}

/** Windows lets nobody rename a file that another program holds: then the old file goes on growing for now. */
function rotate(path: string, files: number): void {
  try {
    if (files === 1) rmSync(path, { force: true });
    for (let number = files - 1; number >= 1; number -= 1) {
      const from = number === 1 ? path : `${path}.${number - 1}`;
      if (sizeOf(from) > 0) renameSync(from, `${path}.${number}`);
    }
  } catch {
    // Tried again with the next line.
  }
}

function sizeOf(path: string): number {
  try {
    return statSync(path).size;
  } catch {
    return 0;
  }
}
