import type { RemovalItem } from "@/lib/api/removals";
import type { Prisma } from "@/lib/generated/prisma/client";
import { closedServers } from "@/lib/services/revisions/windows";
import { JOB_OF_REMOVAL, serversThatWait } from "./patience";
import type { RemovalRow } from "./row";

/**
 * Removals whose push, or the push that they wait for, waits for a maintenance window: when the last of those windows opens, by the
 * removal's id. `now` in milliseconds since 1970.
 */
export async function opensOf(
  tx: Prisma.TransactionClient,
  rows: readonly RemovalRow[],
  now: number,
): Promise<Map<string, RemovalItem["opens"]>> {
  const due = rows.filter(
    ({ state, removeAt }) => state === "pushing" || (state === "waiting" && removeAt.getTime() <= now),
  );
  const jobs = await tx.deploymentTarget.findMany({
    where: { state: "queued", target: { siteConfigId: { in: due.map(({ siteConfigId }) => siteConfigId) } } },
    select: { ...JOB_OF_REMOVAL, deploymentId: true, revision: { select: { siteConfigId: true } } },
  });
  const closed = await closedServers(tx, serversThatWait(jobs), now);
  const opens = new Map<string, RemovalItem["opens"]>();
  for (const { id, siteConfigId, deploymentId } of due) {
    const own = jobs.filter((job) =>
      deploymentId === null ? job.revision.siteConfigId === siteConfigId : job.deploymentId === deploymentId,
    );
    const [last] = serversThatWait(own)
      .flatMap((serverId) => closed.get(serverId) ?? [])
      .toSorted((one, other) => other.at - one.at);
    if (last !== undefined) opens.set(id, { at: new Date(last.at).toISOString(), timeZone: last.timeZone });
  }
  return opens;
}
