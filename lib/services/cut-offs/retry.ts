import { z } from "zod";
import { type CutOffDetail, retryCutOffSchema } from "@/lib/api/cut-offs";
import { parseInput } from "@/lib/api/parse";
import type { Actor } from "@/lib/auth/actor";
import { may } from "@/lib/auth/permissions";
import { GROUPED, mayOnServers } from "@/lib/auth/server-scope";
import { fail, ok, type Result } from "@/lib/errors";
import { Prisma } from "@/lib/generated/prisma/client";
import { cutOffMac } from "@/lib/secrets/records";
import { recordEvent } from "@/lib/services/audit/record";
import { transact } from "@/lib/services/audit/transaction";
import { getCutOff } from "./get";
import { overtaken, pushCutOff } from "./push";

/**
 * Pushes a cut-off once more to a target where it failed or was undone: after a failure a person decides. Who is limited to server
 * groups does so within them, also for a cut-off that reaches further.
 * Errors: `not-allowed`, `invalid-input`, `not-found`, `server-out-of-scope`, `conflict`.
 */
export async function retryCutOff(actor: Actor, id: string, input: unknown): Promise<Result<CutOffDetail>> {
  const allowed = may(actor, "cut-off.start");
  if (!allowed.ok) return allowed;
  const parsed = parseInput(retryCutOffSchema, input);
  if (!parsed.ok) return parsed;
  const { targetId, takeOver } = parsed.value;
  if (!z.uuid().safeParse(id).success) return fail("not-found", "There is no such cut-off.");
  const freed = await transact(async (tx) => {
    await tx.$queryRaw`
      SELECT 1 FROM "CutOffTarget" WHERE "cutOffId" = ${id}::uuid AND "targetId" = ${targetId}::uuid FOR UPDATE`;
    const row = await tx.cutOffTarget.findUnique({
      where: { cutOffId_targetId: { cutOffId: id, targetId } },
      include: { job: true, cutOff: true, target: { include: { server: { select: GROUPED } } } },
    });
    if (row === null) return fail("not-found", "The cut-off does not go to this target.");
    const inScope = mayOnServers(actor, [row.target.server]);
    if (!inScope.ok) return inScope;
    if (row.job === null || row.job.state === "queued" || row.job.state === "leased")
      return fail("conflict", "It is still under way there. It goes on by itself.");
    if (row.job.state === "verified" || row.verifiedAt !== null)
      return fail("conflict", "It is verified there already.");
    const { sequence } = row.target;
    if (sequence !== row.job.sequence) return overtaken();
    const fields = { cutOffId: id, targetId, revisionId: row.revisionId, takeOver, sequence };
    await tx.cutOffTarget.update({
      where: { id: row.id },
      data: { ...fields, mac: cutOffMac(fields), jobId: null, problem: Prisma.DbNull },
    });
    await recordEvent(tx, actor, {
      action: "cut-off.retry",
      nounId: id,
      nounName: row.cutOff.name,
      after: {
        target: `${row.target.server.name}: ${row.target.scope || "server level"}`,
        takeOver,
      },
      reason: row.cutOff.reason,
    });
    return ok(null);
  });
  if (!freed.ok) return freed;
  await pushCutOff(actor, id);
  return getCutOff(actor, id);
}
