import type { Prisma } from "@/lib/generated/prisma/client";
import { closedServers } from "@/lib/services/revisions/windows";

/**
 * The oldest job of each server that may go out, by server: one whose lease still runs, or one that waits in the open wave of a push
 * that runs, and whose server's maintenance windows let it in.
 */
export async function nextJobs(
  tx: Prisma.TransactionClient,
  serverIds: readonly string[],
): Promise<Map<string, string>> {
  const rows = await tx.$queryRaw<{ id: string; server: string; any_time: boolean }[]>`
    SELECT j.id, t."serverId" AS server, j.state = 'leased' OR d.kind = 'cutOff' OR d."windowOverride" IS NOT NULL AS any_time
    FROM "DeploymentTarget" j JOIN "Target" t ON t.id = j."targetId" JOIN "Deployment" d ON d.id = j."deploymentId"
    WHERE t."serverId" = ANY(${serverIds}::uuid[]) AND ((j.state = 'leased' AND j."leaseExpiresAt" > ${new Date()})
      OR (j.state = 'queued' AND (d.kind = 'cutOff' OR (d.state = 'running' AND j.wave <= d."openWave"))))
    ORDER BY j."createdAt", j.id`;
  const bound = rows.filter((row) => !row.any_time).map(({ server }) => server);
  const closed = bound.length > 0 ? await closedServers(tx, bound, Date.now()) : new Map();
  const next = new Map<string, string>();
  for (const { id, server, any_time } of rows)
    if (!next.has(server) && (any_time || !closed.has(server))) next.set(server, id);
  return next;
}

/** Locks those that still may go out by now. What another transaction holds is left to it. */
export async function holdJobs(tx: Prisma.TransactionClient, ids: readonly string[]): Promise<string[]> {
  const rows = await tx.$queryRaw<{ id: string }[]>`
    SELECT j.id FROM "DeploymentTarget" j JOIN "Deployment" d ON d.id = j."deploymentId"
    WHERE j.id = ANY(${ids}::uuid[]) AND ((j.state = 'leased' AND j."leaseExpiresAt" > ${new Date()}) OR (j.state = 'queued' AND (d.kind = 'cutOff' OR d.state = 'running')))
    ORDER BY j.id FOR UPDATE OF j SKIP LOCKED`;
  return rows.map(({ id }) => id);
}
