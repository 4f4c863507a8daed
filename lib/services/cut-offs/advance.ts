import { type Actor, CONSOLE } from "@/lib/auth/actor";
import { db } from "@/lib/db";
import { fail, ok, type Result } from "@/lib/errors";
import type { Prisma } from "@/lib/generated/prisma/client";
import { cutOff } from "@/lib/iis/cut-off";
import { recordEvent } from "@/lib/services/audit/record";
import { transact } from "@/lib/services/audit/transaction";
import { readRevision } from "@/lib/services/revisions/read";
import { pushCutOff } from "./push";
import { readSubject } from "./subject";

/**
 * What the console does by itself about cut-offs that have not reached every server: starts what had to wait, and notes what is verified
 * by now. A server that is away needs nothing here: its job waits for it. Error: `not-allowed`.
 */
export async function advanceCutOffs(actor: Actor, signal?: AbortSignal): Promise<Result<null>> {
  if (actor.kind !== "system") return fail("not-allowed", "The console does this by itself.");
  const open = await db().cutOff.findMany({
    where: { finishedAt: null },
    select: { id: true },
    orderBy: { id: "asc" },
  });
  for (const { id } of open) {
    if (signal?.aborted) break;
    await pushCutOff(CONSOLE, id);
    await transact((tx) => noteVerified(tx, id));
  }
  return ok(null);
}

async function noteVerified(tx: Prisma.TransactionClient, id: string): Promise<Result<null>> {
  await tx.$queryRaw`SELECT 1 FROM "CutOff" WHERE id = ${id}::uuid FOR UPDATE`;
  const row = await tx.cutOff.findUniqueOrThrow({ where: { id }, include: OPEN });
  if (row.finishedAt !== null) return ok(null);
  let left = 0;
  for (const place of row.targets) {
    const verifiedAt =
      place.job?.state === "verified" ? place.job.finishedAt : await provenOtherwise(tx, row, place);
    if (verifiedAt === null) left++;
    else await tx.cutOffTarget.update({ where: { id: place.id }, data: { verifiedAt } });
  }
  if (left > 0) return ok(null);
  await tx.cutOff.update({ where: { id }, data: { finishedAt: new Date() } });
  await recordEvent(tx, CONSOLE, {
    action: "cut-off.done",
    nounId: id,
    nounName: row.name,
    after: { kind: row.kind, id: row.nounId, number: row.number },
    reason: row.reason,
  });
  return ok(null);
}

const OPEN = {
  targets: {
    where: { verifiedAt: null },
    include: { job: true, target: { include: { deployedRevision: true } } },
  },
} as const satisfies Prisma.CutOffInclude;
type Open = Prisma.CutOffGetPayload<{ include: typeof OPEN }>;

/** A newer push was verified there, of a revision that does not let the subject in. */
async function provenOtherwise(
  tx: Prisma.TransactionClient,
  { kind, nounId, startedAt }: Open,
  { target }: Open["targets"][number],
): Promise<Date | null> {
  const { deployedRevision, deployedAt } = target;
  if (deployedRevision === null || deployedAt === null || deployedAt <= startedAt) return null;
  const subject = await readSubject(tx, { kind, id: nounId });
  const read = await readRevision(tx, deployedRevision.siteConfigId, deployedRevision.number);
  if (!subject.ok || !read.ok) return null;
  return cutOff(read.value.config, subject.value.is) === null ? deployedAt : null;
}
