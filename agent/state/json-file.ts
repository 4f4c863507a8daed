import { readFileSync } from "node:fs";
import type { z } from "zod";
import { errnoOf, readError } from "@/agent/file-error";
import { fail, ok, type Result } from "@/lib/errors";

/** Reads one of the agent's own files: undefined when it is not there, `file-unreadable` when it is damaged. */
export function readJsonFile<T>(path: string, schema: z.ZodType<T>): Result<T | undefined> {
  let text: string;
  try {
    text = readFileSync(path, "utf8");
  } catch (error) {
    return errnoOf(error) === "ENOENT" ? ok(undefined) : readError(error, path);
  }
  const parsed = schema.safeParse(parseJson(text));
  if (!parsed.success)
    return fail(
      "file-unreadable",
      `${path} is damaged or from another version of the agent: ${parsed.error.issues[0]?.message ?? "not JSON"}`,
    );
  return ok(parsed.data);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
