import { readdirSync, readFileSync } from "node:fs";

/** Ticks of /proc in a second, on every Linux that Node runs on. */
const TICKS = 100;

/** Processor time that a process has used so far, in seconds, over all cores. Linux only. */
export function processorSeconds(pid: number, children?: "with its children"): number {
  const family = readdirSync("/proc").filter(
    (name) => name === String(pid) || (children && /^\d+$/.test(name) && fieldsOf(name)[1] === String(pid)),
  );
  return family.reduce((sum, name) => {
    const fields = fieldsOf(name);
    // User and system time; those of children that have ended count for the parent.
    const of = children && name === String(pid) ? [11, 12, 13, 14] : [11, 12];
    return sum + of.reduce((ticks, field) => ticks + Number(fields[field] ?? 0), 0) / TICKS;
  }, 0);
}

/** The fields behind the command's name, which may hold spaces: state, parent, ... */
function fieldsOf(pid: string): string[] {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, "utf8");
    return text.slice(text.lastIndexOf(")") + 2).split(" ");
  } catch {
    return [];
  }
}
