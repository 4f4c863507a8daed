import { z } from "zod";

/** How many changes and names an answer spells out; the counts beside them are whole. */
export const PLAN_SHOWN = 200;
const LONGEST_LINE = 1000;
const line = z.string().max(LONGEST_LINE);
const count = z.number().int().min(0);

/** What an apply would do on the server as it is at this moment. */
export const planResultSchema = z.strictObject({
  /** Of what is in effect now, as far as the revision manages it: equal to the digest of the console's own plan, or the server changed since. */
  liveDigest: z.string().regex(/^[0-9a-f]{64}$/),
  /** Something would be written; a new password alone counts too. */
  writes: z.boolean(),
  changes: z
    .array(
      z.strictObject({
        kind: z.enum(["added", "removed", "changed", "moved"]),
        section: z.string().max(100),
        text: line,
      }),
    )
    .max(PLAN_SHOWN),
  changeCount: count,
  /** Entries that would be removed and that this agent never wrote: the push needs "take over". */
  foreign: z.array(line).max(PLAN_SHOWN),
  foreignCount: count,
  /** A list would be emptied: the push needs "allow empty". */
  emptied: z.boolean(),
  /** Keys of the http.sys records that would be changed. */
  bindings: z.array(z.string().max(300)).max(100),
  /** Accounts for which the console's password would be written, since the server has none for the entry. */
  newPasswords: z.array(z.string().max(512)).max(PLAN_SHOWN),
  newPasswordCount: count,
  warnings: z.array(z.string().max(2000)).max(100),
  /** Why an apply would be refused now, "take over" and "allow empty" given. */
  refusal: z.strictObject({ code: z.string().max(64), message: z.string().max(4000) }).optional(),
});
export type PlanResult = z.infer<typeof planResultSchema>;

/** A line as an answer may have it. */
export function planLine(text: string): string {
  return text.length <= LONGEST_LINE ? text : `${text.slice(0, LONGEST_LINE - 1)}…`;
}
