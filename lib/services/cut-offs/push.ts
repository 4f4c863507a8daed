import type { Actor } from "@/lib/auth/actor";
import { visibleServers } from "@/lib/auth/server-scope";
import { db } from "@/lib/db";
import { type CodedError, fail, ok, type Result } from "@/lib/errors";
import { Prisma } from "@/lib/generated/prisma/client";
import { siteConfigSchema } from "@/lib/iis/site-config";
import { isOwnCutOff } from "@/lib/secrets/records";
import { transact } from "@/lib/services/audit/transaction";
import { adoptedTargets } from "@/lib/services/revisions/adopted";
import { pushRevision } from "@/lib/services/revisions/push";
import { liveDigests } from "./place";

/**
 * Starts what of a cut-off has not been started, on the servers that the actor may act on: one deployment per revision, past waves and
 * maintenance windows. A target that
 * cannot be pushed to now keeps the reason, and is tried again with the next call. Its own transactions; may be killed anywhere.
 */
export async function pushCutOff(actor: Actor, cutOffId: string): Promise<void> {
  const waiting = await db().cutOffTarget.findMany({
    where: { cutOffId, jobId: null, verifiedAt: null, target: { server: visibleServers(actor) } },
    select: WAITING,
    orderBy: { id: "asc" },
  });
  for (const revisionId of new Set(waiting.map((row) => row.revisionId))) {
    const group = waiting.filter((row) => row.revisionId === revisionId);
    const pushed = await pushGroup(actor, group);
    if (pushed.ok) continue;
    // One place that cannot be pushed to must not hold the others up.
    for (const row of group) {
      const alone = group.length === 1 ? pushed : await pushGroup(actor, [row]);
      if (!alone.ok) await keepProblem(row, alone.error);
    }
  }
}

const WAITING = {
  id: true,
  cutOffId: true,
  targetId: true,
  revisionId: true,
  takeOver: true,
  sequence: true,
  mac: true,
  problem: true,
  cutOff: { select: { name: true, reason: true } },
  revision: { select: { number: true, siteConfigId: true, config: true } },
  target: {
    select: {
      id: true,
      serverId: true,
      scope: true,
      sequence: true,
    },
  },
} as const satisfies Prisma.CutOffTargetSelect;
type Waiting = Prisma.CutOffTargetGetPayload<{ select: typeof WAITING }>;

async function pushGroup(actor: Actor, rows: readonly Waiting[]): Promise<Result<null>> {
  const [first] = rows;
  if (first === undefined) return ok(null);
  if (!rows.every(isOwnCutOff))
    return fail(
      "stored-data-altered",
      "The cut-off was changed behind the console's back. Nothing is pushed: start it again.",
    );
  const expected = await adoptedDigests(rows);
  const { name, reason } = first.cutOff;
  return transact(
    async (tx) => {
      const free = await tx.$queryRaw<unknown[]>`
        SELECT 1 FROM "CutOffTarget" WHERE id = ANY(${rows.map(({ id }) => id)}::uuid[]) AND "jobId" IS NULL FOR UPDATE`;
      // The page and the background may both have come here.
      if (free.length < rows.length) return ok(null);
      const pushed = await pushRevision(tx, actor, {
        siteConfigId: first.revision.siteConfigId,
        revision: first.revision.number,
        message: `Cut off ${name}: ${reason}`.slice(0, 500),
        kind: "cutOff",
        windowOverride: reason,
        targets: rows.map(({ target: { serverId, scope }, takeOver, targetId }) => {
          return {
            serverId,
            scope,
            takeOver,
            allowEmpty: true,
            expectedDigest: expected.get(targetId) ?? null,
          };
        }),
      });
      if (!pushed.ok) return pushed;
      const { id: deploymentId } = pushed.value;
      const jobs = await tx.deploymentTarget.findMany({
        where: { deploymentId },
        select: { id: true, targetId: true, sequence: true },
      });
      for (const row of rows) {
        const job = jobs.find(({ targetId }) => targetId === row.targetId);
        if (job?.sequence !== row.sequence + 1) return overtaken();
        await tx.cutOffTarget.update({
          where: { id: row.id },
          data: { jobId: job.id, problem: Prisma.DbNull },
        });
      }
      return ok(null);
    },
    { timeout: 60_000 },
  );
}

export function overtaken() {
  return fail(
    "conflict",
    "Something else was pushed there since. If that lets in who was cut off, cut off again.",
  );
}

/**
 * What stands at places that were adopted and never pushed to: to an agent everything there is foreign, until it hears that the
 * console knows exactly this. Elsewhere a cut-off asks for no certain state: it must not fail because somebody changed a switch.
 */
async function adoptedDigests(rows: readonly Waiting[]): Promise<Map<string, string>> {
  const never = await adoptedTargets(
    db(),
    rows.map(({ targetId }) => targetId),
  );
  const adopted = rows.filter(({ targetId }) => never.has(targetId)).map(({ target }) => target);
  const config = siteConfigSchema.safeParse(rows[0]?.revision.config).data;
  return config && adopted.length > 0 ? liveDigests(adopted, config) : new Map();
}

async function keepProblem({ id, problem }: Waiting, { code, message }: CodedError): Promise<void> {
  if (JSON.stringify(problem) === JSON.stringify({ code, message })) return;
  await db().cutOffTarget.updateMany({ where: { id, jobId: null }, data: { problem: { code, message } } });
}
