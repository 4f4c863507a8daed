import { CONSOLE } from "@/lib/auth/actor";
import { ok, type Result } from "@/lib/errors";
import type { Prisma } from "@/lib/generated/prisma/client";
import { recordEvent } from "@/lib/services/audit/record";
import { failRemoval } from "./fail";
import { JOB_OF_REMOVAL, patienceEnds } from "./patience";
import { authorityOf, REMOVAL_ROW, type RemovalRow, removalEvidence } from "./row";

/**
 * Looks whether a removal that is under way, or failed, is true on the servers by now: done when neither the last revision nor any
 * target, deployed or observed, maps the old certificate. Otherwise it waits, or says who does not confirm it.
 */
export async function verifyRemoval(
  tx: Prisma.TransactionClient,
  id: string,
  now: number,
): Promise<Result<null>> {
  await tx.$queryRaw`SELECT 1 FROM "ScheduledRemoval" WHERE id = ${id}::uuid FOR UPDATE`;
  const removal = await tx.scheduledRemoval.findUnique({ where: { id }, include: REMOVAL_ROW });
  if (removal?.state !== "pushing" && removal?.state !== "failed") return ok(null);
  const still = await placesWithOld(tx, removal);
  if (still.length === 0 && !(await isPublished(tx, removal))) await finish(tx, removal);
  else if (removal.state === "pushing") {
    const reason = await whyNot(tx, removal, still, now);
    if (reason !== null) await failRemoval(tx, removal, reason);
  }
  return ok(null);
}

async function finish(tx: Prisma.TransactionClient, removal: RemovalRow): Promise<void> {
  await tx.scheduledRemoval.update({
    where: { id: removal.id },
    data: { state: "done", finishedAt: new Date(), reason: null, version: { increment: 1 } },
  });
  await recordEvent(tx, CONSOLE, {
    action: "removal.done",
    nounId: removal.siteConfigId,
    nounName: `${removal.oldName} from ${removal.siteConfig.name}`,
    after: { ...removalEvidence(removal), revision: removal.removalRevision },
    reason: authorityOf(removal),
  });
}

/** Null: it is too early to say. */
async function whyNot(
  tx: Prisma.TransactionClient,
  { deploymentId, startedAt }: RemovalRow,
  still: string[],
  now: number,
): Promise<string | null> {
  const jobs = deploymentId
    ? await tx.deploymentTarget.findMany({
        where: { deploymentId },
        select: JOB_OF_REMOVAL,
      })
    : [];
  const unwell = jobs.filter(({ state }) => ["failed", "undone", "superseded"].includes(state));
  if (unwell.length > 0)
    return `The push to ${unwell.map(({ target }) => target.server.name).join(", ")} did not come through. Look at its deployment, then push the revision again.`;
  if (now <= (await patienceEnds(tx, jobs, startedAt ?? new Date(0)))) return null;
  return still.length > 0
    ? `Not confirmed by ${still.join(", ")}. The old certificate may still be let in there. Push the last revision there.`
    : "The last revision maps the old certificate again. Somebody published it since.";
}

/** Readable names of the targets that map the old certificate, as deployed or as last observed. */
async function placesWithOld(
  tx: Prisma.TransactionClient,
  { siteConfigId, oldSha256 }: RemovalRow,
): Promise<string[]> {
  const old = { where: { sha256: oldSha256 }, select: { id: true }, take: 1 };
  const rows = await tx.target.findMany({
    where: { siteConfigId },
    select: {
      scope: true,
      server: { select: { name: true } },
      deployedRevision: { select: { access: old } },
      observations: { select: { entries: old }, orderBy: { observedFrom: "desc" }, take: 1 },
    },
  });
  const still = rows.filter(
    ({ deployedRevision, observations: [seen] }) =>
      (deployedRevision?.access.length ?? 0) > 0 || (seen?.entries.length ?? 0) > 0,
  );
  return still.map(({ scope, server }) => `${scope || "server level"} on ${server.name}`);
}

async function isPublished(
  tx: Prisma.TransactionClient,
  { siteConfigId, oldSha256 }: RemovalRow,
): Promise<boolean> {
  const last = await tx.revision.findFirst({
    where: { siteConfigId },
    orderBy: { number: "desc" },
    select: { access: { where: { sha256: oldSha256 }, select: { id: true }, take: 1 } },
  });
  return (last?.access.length ?? 0) > 0;
}
