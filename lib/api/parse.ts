import type { z } from "zod";
import { fail, ok, type Result } from "@/lib/errors";

/** Parses what came in. Error `invalid-input` with one entry per field, in the schema's own sentences. */
export function parseInput<Schema extends z.ZodType>(
  schema: Schema,
  input: unknown,
): Result<z.output<Schema>> {
  const parsed = schema.safeParse(input);
  if (parsed.success) return ok(parsed.data);
  const errors = parsed.error.issues.map((issue) => ({
    code: "invalid-input" as const,
    message: issue.message,
    field: issue.path.join("."),
  }));
  return fail("invalid-input", errors[0]?.message ?? "The input is not valid.", {
    field: errors[0]?.field,
    errors,
  });
}
