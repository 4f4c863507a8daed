import type { z } from "zod";
import type { FilterOf } from "@/lib/queries/pages";

/**
 * The filter that an address asks for, by the schema of the list's query; what it does not understand is left at its
 * default. The page on the server and the list in the browser both come to the same filter by it.
 */
export function filterOf<Schema extends z.ZodType<object>>(
  schema: Schema,
  address: Readonly<Record<string, unknown>>,
): FilterOf<z.output<Schema>> {
  const given = Object.fromEntries(Object.entries(address).filter(([name]) => !PAGING.includes(name)));
  const parsed = schema.safeParse(given);
  const query = parsed.success ? parsed.data : schema.parse({});
  const kept = Object.entries(query).filter(([name]) => !PAGING.includes(name));
  return Object.fromEntries(kept) as FilterOf<z.output<Schema>>;
}

const PAGING = ["cursor", "limit"];
