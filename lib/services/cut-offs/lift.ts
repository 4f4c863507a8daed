import { z } from "zod";
import { type CutOffDetail, liftCutOffSchema } from "@/lib/api/cut-offs";
import { parseInput } from "@/lib/api/parse";
import type { Actor } from "@/lib/auth/actor";
import { may } from "@/lib/auth/permissions";
import { GROUPED, mayOnServers } from "@/lib/auth/server-scope";
import { fail, ok, type Result } from "@/lib/errors";
import { recordEvent } from "@/lib/services/audit/record";
import { transact } from "@/lib/services/audit/transaction";
import { getCutOff } from "./get";

/**
 * From now on the cut-off speaks against no push any more. It maps nobody again by itself, and its own pushes that have not arrived go on.
 * Errors: `not-allowed`, `invalid-input`, `not-found`, `conflict` (lifted already), `server-out-of-scope`.
 */
export async function liftCutOff(actor: Actor, id: string, input: unknown): Promise<Result<CutOffDetail>> {
  const allowed = may(actor, "cut-off.start");
  if (!allowed.ok) return allowed;
  const parsed = parseInput(liftCutOffSchema, input);
  if (!parsed.ok) return parsed;
  const { reason } = parsed.value;
  if (!z.uuid().safeParse(id).success) return fail("not-found", "There is no such cut-off.");
  const lifted = await transact(async (tx) => {
    await tx.$queryRaw`SELECT 1 FROM "CutOff" WHERE id = ${id}::uuid FOR UPDATE`;
    const row = await tx.cutOff.findUnique({
      where: { id },
      include: { targets: { select: { target: { select: { server: { select: GROUPED } } } } } },
    });
    if (row === null) return fail("not-found", "There is no such cut-off.");
    // It holds everywhere: who is limited to some of its servers cannot speak for the others.
    const inScope = mayOnServers(
      actor,
      row.targets.map(({ target }) => target.server),
    );
    if (!inScope.ok) return inScope;
    if (row.liftedAt !== null)
      return fail("conflict", `${row.liftedBy} has lifted it already: ${row.liftReason}`);
    const lift = { liftedAt: new Date(), liftedBy: actor.name, liftReason: reason };
    await tx.cutOff.update({ where: { id }, data: lift });
    const { kind, nounId, name, number, startedBy, startedAt, reason: why } = row;
    await recordEvent(tx, actor, {
      action: "cut-off.lift",
      nounId: id,
      nounName: name,
      before: { kind, id: nounId, number, startedBy, startedAt: startedAt.toISOString(), reason: why },
      reason,
    });
    return ok(null);
  });
  return lifted.ok ? getCutOff(actor, id) : lifted;
}
