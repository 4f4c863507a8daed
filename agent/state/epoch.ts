import { z } from "zod";
import { writeError } from "@/agent/file-error";
import { writeDurable } from "@/agent/state/durable";
import { readJsonFile } from "@/agent/state/json-file";
import { ok, type Result } from "@/lib/errors";

const epochSchema = z.strictObject({ epoch: z.number().int().min(0) });

/** The epoch of the last start; 0 before the first. */
export function readEpoch(path: string): Result<number> {
  const state = readJsonFile(path, epochSchema);
  return state.ok ? ok(state.value?.epoch ?? 0) : state;
}

/** Raises it for this start. On disk before anything is sent: of two processes with one epoch the console could fence neither. */
export function raiseEpoch(path: string): Result<number> {
  const last = readEpoch(path);
  if (!last.ok) return last;
  const epoch = last.value + 1;
  try {
    writeDurable(path, `${JSON.stringify({ epoch })}\n`);
  } catch (error) {
    return writeError(error, path);
  }
  return ok(epoch);
}
