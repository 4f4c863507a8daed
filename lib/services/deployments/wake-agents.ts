import { notifyAll } from "@/lib/db-notify";
import type { Prisma } from "@/lib/generated/prisma/client";

/** Tells the agents that have a job of the open wave waiting. */
export async function wakeAgents(tx: Prisma.TransactionClient, deploymentId: string): Promise<void> {
  const rows = await tx.$queryRaw<{ serverId: string }[]>`
    SELECT DISTINCT t."serverId" FROM "DeploymentTarget" j
    JOIN "Deployment" d ON d.id = j."deploymentId" JOIN "Target" t ON t.id = j."targetId"
    WHERE d.id = ${deploymentId}::uuid AND j.state = 'queued' AND j.wave <= d."openWave"`;
  await notifyAll(
    tx,
    "agent",
    rows.map(({ serverId }) => serverId),
  );
}
