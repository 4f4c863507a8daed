export type LogLevel = "info" | "warn" | "error";
export type LogFields = Record<string, string | number | boolean | null | undefined | readonly string[]>;

/** Events are words that people search for (docs/agent.md lists them). No field ever holds a password, token or private key. */
export interface Log {
  info(event: string, fields?: LogFields): void;
  warn(event: string, fields?: LogFields): void;
  error(event: string, fields?: LogFields): void;
}

/** One JSON object per line: level, at, event and the event's own fields. */
export function createLog(write: (line: string) => void, now: () => Date = () => new Date()): Log {
  return logOf((level, event, fields) =>
    write(`${JSON.stringify({ level, at: now().toISOString(), event, ...fields })}\n`),
  );
}

/** A log of one function. */
export function logOf(write: (level: LogLevel, event: string, fields: LogFields) => void): Log {
  return {
    info: (event, fields = {}) => write("info", event, fields),
    warn: (event, fields = {}) => write("warn", event, fields),
    error: (event, fields = {}) => write("error", event, fields),
  };
}
