/** Process ids are used again by the system: a pid alone does not say that it is still the same process. */
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { codeOf } from "./start-error";

/** Whether a process with this id runs (it may be another one by now). A zombie does not run. */
export function isAlive(pid: number): boolean {
  if (!Number.isInteger(pid) || pid <= 0) return false;
  try {
    process.kill(pid, 0);
  } catch (error) {
    return codeOf(error) === "EPERM";
  }
  return process.platform !== "linux" || linuxStat(pid)?.state !== "Z";
}

/** What stays the same as long as it is the same process: when it was started. `undefined` when there is none. */
export function identityOf(pid: number): string | undefined {
  if (!isAlive(pid)) return undefined;
  if (process.platform === "linux") {
    const start = linuxStat(pid)?.startTime;
    // Ticks since boot: only together with the boot they name one moment.
    return start && `${readFileSync("/proc/sys/kernel/random/boot_id", "utf8").trim()}/${start}`;
  }
  try {
    const [program, ...args] =
      process.platform === "win32"
        ? ["powershell.exe", "-NoProfile", "-Command", `(Get-Process -Id ${pid}).StartTime.ToFileTimeUtc()`]
        : ["ps", "-o", "lstart=", "-p", String(pid)];
    return execFileSync(program, args, { encoding: "utf8", windowsHide: true }).trim() || undefined;
  } catch {
    return undefined;
  }
}

function linuxStat(pid: number): { state: string; startTime: string } | undefined {
  try {
    // The program's name is in brackets and may hold anything; the fields after it do not.
    const stat = readFileSync(`/proc/${pid}/stat`, "latin1");
    const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    return { state: fields[0] ?? "", startTime: fields[19] ?? "" };
  } catch {
    return undefined;
  }
}
