import { parseInput } from "@/lib/api/parse";
import { setTargetModesSchema } from "@/lib/api/targets";
import type { Actor } from "@/lib/auth/actor";
import { may } from "@/lib/auth/permissions";
import { fail, ok, type Result } from "@/lib/errors";
import { transact } from "@/lib/services/audit/transaction";
import { changeModes, holdTargets } from "./mode-targets";

/**
 * Says of targets whether they are only observed, watched, or put right by the console itself. One that has the mode already is left
 * alone, unless it is held: then it is let go. Answers how many changed. Errors: `not-allowed`, `invalid-input`, `not-found`.
 */
export async function setTargetModes(actor: Actor, input: unknown): Promise<Result<{ changed: number }>> {
  const allowed = may(actor, "server.write");
  if (!allowed.ok) return allowed;
  const parsed = parseInput(setTargetModesSchema, input);
  if (!parsed.ok) return parsed;
  const { mode, targetIds } = parsed.value;
  const ids = [...new Set(targetIds)];
  return transact(
    async (tx) => {
      const targets = await holdTargets(tx, ids);
      if (targets.length < ids.length)
        return fail("not-found", "One of the targets is not there any more. Load the page again.", {
          field: "targetIds",
        });
      return ok(await changeModes(tx, actor, targets, mode));
    },
    { timeout: 60_000 },
  );
}
