import { z } from "zod";
import { type FactId, RUNTIME_FACTS } from "@/lib/iis/runtime-facts";

/** Behaviour of IIS that no page of Microsoft documents. */
export const factSchema = z.object({
  id: z.string(),
  statement: z.string(),
  basis: z.enum(["reported", "practised", "inferred"]),
});

export type FactItem = z.infer<typeof factSchema>;

/** Each fact once, in the order of the reasoning. */
export function factItems(ids: readonly FactId[] = []): FactItem[] {
  return [...new Set(ids)].map((id) => ({ id, ...RUNTIME_FACTS[id] }));
}
