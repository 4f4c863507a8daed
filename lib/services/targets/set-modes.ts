import { parseInput } from "@/lib/api/parse";
import { setTargetModesSchema } from "@/lib/api/targets";
import type { Actor } from "@/lib/auth/actor";
import { may } from "@/lib/auth/permissions";
import { fail, ok, type Result } from "@/lib/errors";
import { recordEvent } from "@/lib/services/audit/record";
import { transact } from "@/lib/services/audit/transaction";

/**
 * Says of targets whether they are only observed, watched, or put right by the console itself. One that has the mode already is left
 * alone. Answers how many changed. Errors: `not-allowed`, `invalid-input`, `not-found`.
 */
export async function setTargetModes(actor: Actor, input: unknown): Promise<Result<{ changed: number }>> {
  const allowed = may(actor, "server.write");
  if (!allowed.ok) return allowed;
  const parsed = parseInput(setTargetModesSchema, input);
  if (!parsed.ok) return parsed;
  const { mode } = parsed.value;
  const ids = [...new Set(parsed.value.targetIds)].toSorted();
  return transact(
    async (tx) => {
      await tx.$queryRaw`SELECT 1 FROM "Target" WHERE id = ANY(${ids}::uuid[]) ORDER BY id FOR UPDATE`;
      const targets = await tx.target.findMany({
        where: { id: { in: ids } },
        select: { id: true, mode: true, scope: true, server: { select: { name: true } } },
        orderBy: { id: "asc" },
      });
      if (targets.length < ids.length)
        return fail("not-found", "One of the targets is not there any more. Load the page again.", {
          field: "targetIds",
        });
      const others = targets.filter((target) => target.mode !== mode);
      await tx.target.updateMany({ where: { id: { in: others.map(({ id }) => id) } }, data: { mode } });
      for (const target of others)
        await recordEvent(tx, actor, {
          action: "target.set-mode",
          nounId: target.id,
          nounName: `${target.scope || "server level"} on ${target.server.name}`,
          before: { mode: target.mode },
          after: { mode },
        });
      return ok({ changed: others.length });
    },
    { timeout: 60_000 },
  );
}
