import { CONSOLE } from "@/lib/auth/actor";
import { notifyAll } from "@/lib/db-notify";
import type { Prisma } from "@/lib/generated/prisma/client";
import { othersOf, sharedGroups } from "@/lib/services/revisions/shared-configuration";
import type { JobRow } from "./job-row";

/**
 * After verified pushes to writers of shared configurations: the servers that have it too are asked to look again, and what was written is
 * what is deployed on their targets, in sync only when their own reports say so.
 */
export async function askReaders(
  tx: Prisma.TransactionClient,
  verified: readonly JobRow[],
  now: Date,
): Promise<void> {
  const jobs = verified.filter(({ target }) => target.server.sharedConfiguration !== null);
  if (jobs.length === 0) return;
  const groupOf = await sharedGroups(
    tx,
    jobs.map(({ target }) => target.server),
  );
  const asked = new Set<string>();
  for (const { target, revision } of jobs) {
    const group = groupOf(target.server);
    if (group?.writer?.id !== target.serverId) continue;
    const ids = othersOf(group, target.serverId).map(({ id }) => id);
    for (const id of ids) asked.add(id);
    const followers = {
      serverId: { in: ids },
      siteConfigId: target.siteConfigId,
      scope: { equals: target.scope, mode: "insensitive" as const },
    };
    // What stood there after an earlier push to themselves says nothing of what the writer has put in its place.
    await tx.passwordBaseline.deleteMany({ where: { target: followers } });
    await tx.target.updateMany({
      where: followers,
      data: {
        deployedRevisionId: revision.id,
        deployedDigest: revision.digest,
        deployedAt: now,
        observedDigest: null,
      },
    });
  }
  const task = { kind: "inventory", scope: "", input: {}, createdBy: CONSOLE.name };
  await tx.agentTask.createMany({ data: [...asked].map((serverId) => ({ ...task, serverId })) });
  await notifyAll(tx, "agent", [...asked]);
}
