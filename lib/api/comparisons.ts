import { z } from "zod";
import { changeSchema } from "@/lib/api/targets";

/** `draft`, the number of a revision, `nothing`, or what was pushed to or last seen on a target. */
const side = z.union(
  [
    z.enum(["draft", "nothing"]),
    z.string().regex(/^[1-9]\d{0,8}$/),
    z.templateLiteral([z.enum(["deployed", "observed"]), ":", z.uuid()]),
  ],
  "Name a side as draft, a revision's number, deployed:{target} or observed:{target}.",
);
/** `GET site-configs/{id}/comparison`: what changes from one side to the other. */
export const comparisonQuerySchema = z.object({ before: side, after: side });

export const comparisonSchema = z.object({
  /** At most this many sentences; `total` counts them all. */
  changes: z.array(changeSchema),
  total: z.number().int(),
  /** As it stands in applicationHost.config, at the place of the target where one side is a target. */
  beforeXml: z.string(),
  afterXml: z.string(),
});
export const CHANGES_LIMIT = 1_000;

/** `GET site-configs/{id}/revisions/{number}/restoration`: what a revision names and the store does not hold any more. */
export const restorationSchema = z.object({
  missing: z.object({
    certificates: z.array(z.object({ name: z.string(), sha256: z.string() })),
    accounts: z.array(z.string()),
  }),
});

export type ComparisonQuery = z.infer<typeof comparisonQuerySchema>;
export type Comparison = z.infer<typeof comparisonSchema>;
export type Restoration = z.infer<typeof restorationSchema>;
