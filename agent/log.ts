type LogLevel = "info" | "warn" | "error";
export type LogFields = Record<string, string | number | boolean | null | undefined | readonly string[]>;

/** Events are words that people search for (docs/agent.md lists them). No field ever holds a password, token or private key. */
export interface Log {
  info(event: string, fields?: LogFields): void;
  warn(event: string, fields?: LogFields): void;
  error(event: string, fields?: LogFields): void;
}

/** One JSON object per line: level, at, event and the event's own fields. */
export function createLog(write: (line: string) => void, now: () => Date = () => new Date()): Log {
  const line = (level: LogLevel, event: string, fields: LogFields = {}): void =>
    write(`${JSON.stringify({ level, at: now().toISOString(), event, ...fields })}\n`);
  return {
    info: (event, fields) => line("info", event, fields),
    warn: (event, fields) => line("warn", event, fields),
    error: (event, fields) => line("error", event, fields),
  };
}
