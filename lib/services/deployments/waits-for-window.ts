import type { Prisma } from "@/lib/generated/prisma/client";
import { closedServers } from "@/lib/services/revisions/windows";

/**
 * Those of the pushes that wait at `now` (milliseconds since 1970) for maintenance windows and for nothing else: no agent is at work on
 * them, and the windows of every server that is next are closed.
 */
export async function waitingForWindow(
  tx: Prisma.TransactionClient,
  deploymentIds: readonly string[],
  now: number,
): Promise<Set<string>> {
  const rows = await tx.$queryRaw<{ id: string; server: string; leased: boolean }[]>`
    SELECT d.id, t."serverId" AS server, j.state = 'leased' AS leased
    FROM "DeploymentTarget" j JOIN "Target" t ON t.id = j."targetId" JOIN "Deployment" d ON d.id = j."deploymentId"
    WHERE d.id = ANY(${deploymentIds}::uuid[]) AND d.state = 'running' AND d.kind <> 'cutOff' AND d."windowOverride" IS NULL
      AND (j.state = 'leased' OR (j.state = 'queued' AND j.wave <= d."openWave")) AND EXISTS (SELECT FROM "MaintenanceWindow")`;
  if (rows.length === 0) return new Set();
  const closed = await closedServers(
    tx,
    rows.map(({ server }) => server),
    now,
  );
  const waiting = new Set(rows.map(({ id }) => id));
  for (const { id, server, leased } of rows) if (leased || !closed.has(server)) waiting.delete(id);
  return waiting;
}
