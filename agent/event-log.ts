import { execFile } from "node:child_process";
import { type Log, type LogLevel, logOf } from "@/agent/log";
import { ERRORS, type ErrorCode } from "@/lib/errors";

/** Source of our entries in the Application log. eventcreate.exe registers it at the first one. */
const SOURCE = "Certmap agent";
const QUIET_MS = 10 * 60_000;
const MOST_WAITING = 20;

/** What the event viewer shows, and the number to filter by. Everything else from a warning up has the number of its level. */
const ENTRIES: Readonly<Record<string, readonly [id: number, text: string]>> = {
  started: [1, "The agent started."],
  stopped: [2, "The agent stopped."],
  "not-started": [3, "The agent could not start."],
  "console-away": [10, "The console does not answer. The agent goes on trying."],
  "console-back": [11, "The console answers again."],
  "clock-skewed": [12, "This host's clock differs from the console's."],
  "job-finished": [20, "A push failed or was undone."],
  "job-recovered": [21, "The agent was stopped during a push; what became of it was found out."],
  "result-refused": [22, "The console refused the result of a push."],
  defect: [30, "The agent has a defect. Please report the line of its log."],
  "journal-not-written": [31, "The agent's own disk refuses to be written."],
  "not-kept": [31, "The agent's own disk refuses to be written."],
};
const OTHERS: Record<LogLevel, number> = { info: 0, warn: 98, error: 99 };
const TYPES: Record<LogLevel, string> = { info: "INFORMATION", warn: "WARNING", error: "ERROR" };

/**
 * The arguments of eventcreate.exe for an event; undefined for one that does not belong there. Only texts of this program are
 * in them: arguments can be seen by every user, and a value of the log has no business there.
 */
export function eventLogArguments(level: LogLevel, event: string, code: unknown): string[] | undefined {
  const known = Object.hasOwn(ENTRIES, event) ? ENTRIES[event] : undefined;
  const alwaysTold = event === "started" || event === "stopped" || event === "console-back";
  if (level === "info" && !alwaysTold) return undefined;
  const [id, text] = known ?? [OTHERS[level], `The agent's log has an entry "${event}".`];
  const why =
    typeof code === "string" && Object.hasOwn(ERRORS, code)
      ? ` ${code}: ${ERRORS[code as ErrorCode][1]}.`
      : "";
  return ["/L", "APPLICATION", "/SO", SOURCE, "/T", TYPES[level], "/ID", String(id), "/D", `${text}${why}`];
}

type Run = (args: string[]) => Promise<void>;

/** The Windows event log, one entry after the other; the same entry at most every ten minutes. It may fail and stops nothing. */
export function createEventLog(run: Run = eventcreate, now: () => number = Date.now): Log {
  const toldAt = new Map<string, number>();
  let waiting = 0;
  let last = Promise.resolve();
  return logOf((level, event, { code }) => {
    const args = eventLogArguments(level, event, code);
    if (args === undefined) return;
    const key = args.join(" ");
    const before = toldAt.get(key);
    if (waiting >= MOST_WAITING || (before !== undefined && now() - before < QUIET_MS)) return;
    toldAt.set(key, now());
    waiting += 1;
    last = last
      .then(() => run(args))
      .catch(() => undefined)
      .finally(() => {
        waiting -= 1;
      });
  });
}

function eventcreate(args: string[]): Promise<void> {
  const program = `${process.env.SystemRoot ?? "C:\\Windows"}\\System32\\eventcreate.exe`;
  return new Promise((resolve) => {
    execFile(program, args, { windowsHide: true, timeout: 15_000 }, () => resolve());
  });
}
