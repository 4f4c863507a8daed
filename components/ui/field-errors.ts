import type { ProblemLike } from "@/components/ui/problem-alert";

/** The messages of a problem that belong beside a field of this form. Empty: the problem is one of the whole. */
export function fieldErrors(
  problem: (ProblemLike & { field?: string }) | null | undefined,
  fields: readonly string[],
): Record<string, string> {
  const message = problem?.detail ?? problem?.message;
  const all = [...(problem?.errors ?? []), ...(message ? [{ field: problem?.field, message }] : [])];
  const placed = all.flatMap(({ field, message: text }) =>
    field !== undefined && fields.includes(field) ? [[field, text] as const] : [],
  );
  // The first message of a field is the nearest one.
  return Object.fromEntries(placed.reverse());
}
