import { createEventLog } from "@/agent/event-log";
import { createLog, type Log, type LogLevel, logOf } from "@/agent/log";
import { openLogFile } from "@/agent/log-file";
import { logFileOf, type Preferences } from "@/agent/state/preferences";

const WEIGHT: Record<LogLevel, number> = { info: 0, warn: 1, error: 2 };

/** Where the log of `run` goes: standard output, a file, the Windows event log, as this host's preferences say. */
export function createRunLog(
  preferences: Preferences,
  root: string,
  write: (line: string) => void,
  platform: NodeJS.Platform = process.platform,
): Log {
  const { eventLog, logFileBytes, logFiles, logLevel } = preferences;
  const path = logFileOf(preferences, root, platform);
  const toFile = path === undefined ? undefined : openLogFile(path, { bytes: logFileBytes, files: logFiles });
  const lines = createLog((line) => {
    write(line);
    toFile?.(line);
  });
  const events = platform === "win32" && eventLog ? createEventLog() : undefined;
  return logOf((level, event, fields) => {
    if (WEIGHT[level] >= WEIGHT[logLevel]) lines[level](event, fields);
    events?.[level](event, fields);
  });
}
