import type { LogFields } from "@/agent/log";

/** Where a defect showed: the error's kind and the places in the code. Its message is left out, it could quote a value. */
export function describeDefect(error: unknown): LogFields {
  if (!(error instanceof Error)) return { kind: typeof error };
  const places = (error.stack ?? "").split("\n").filter((line) => /^\s+at /.test(line));
  return { kind: error.name, places: places.slice(0, 10).map((line) => line.trim()) };
}
