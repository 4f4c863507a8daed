import { parseInput } from "@/lib/api/parse";
import { setServerModesSchema } from "@/lib/api/targets";
import type { Actor } from "@/lib/auth/actor";
import { may } from "@/lib/auth/permissions";
import { fail, ok, type Result } from "@/lib/errors";
import { transact } from "@/lib/services/audit/transaction";
import { changeModes, changesWith, holdTargets, targetsOfServers } from "./mode-targets";

/**
 * Gives every target of servers, or of a group of them, the same mode: all in one transaction, with an event each. `changes` is the
 * number that the person confirmed. Errors: `not-allowed`, `invalid-input`, `not-found`, `conflict` (it is another number by now).
 */
export async function setServerModes(actor: Actor, input: unknown): Promise<Result<{ changed: number }>> {
  const allowed = may(actor, "server.write");
  if (!allowed.ok) return allowed;
  const parsed = parseInput(setServerModesSchema, input);
  if (!parsed.ok) return parsed;
  const { mode, changes } = parsed.value;
  return transact(
    async (tx) => {
      const found = await targetsOfServers(tx, parsed.value);
      if (!found.ok) return found;
      const targets = await holdTargets(
        tx,
        found.value.map(({ id }) => id),
      );
      const count = targets.filter((target) => changesWith(target, mode)).length;
      if (count !== changes)
        return fail("conflict", `${count} targets would change by now, not ${changes}. Look again.`);
      return ok(await changeModes(tx, actor, targets, mode));
    },
    { timeout: 60_000 },
  );
}
