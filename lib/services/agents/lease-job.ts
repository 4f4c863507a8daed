import { randomUUID } from "node:crypto";
import type { Job } from "@/lib/agent-api/jobs";
import { LEASE_SECONDS } from "@/lib/agent-api/protocol";
import { db } from "@/lib/db";
import { notify } from "@/lib/db-notify";
import { ok, type Result } from "@/lib/errors";
import type { Prisma } from "@/lib/generated/prisma/client";
import { transact } from "@/lib/services/audit/transaction";
import { closedServers } from "@/lib/services/revisions/windows";
import { finishJob } from "./finish-job";
import { JOB_PARTS } from "./job-row";
import { makeBundle } from "./make-bundle";

/**
 * Gives the oldest waiting job of a server to its agent, or null. A job whose lease ran out, or was held by an earlier start of
 * the agent or by a poll whose answer never arrived, is given again under a higher fencing number: an agent asks for one job
 * at a time.
 */
export async function leaseJob(serverId: string, epoch: number): Promise<Result<Job | null>> {
  for (;;) {
    const leased = await leaseNext(serverId, epoch);
    if (!leased.ok) return leased;
    // A job that cannot be handed out has failed; the next one must not wait for another poll.
    if (leased.value !== "failed") return ok(leased.value);
  }
}

async function leaseNext(serverId: string, epoch: number): Promise<Result<Job | null | "failed">> {
  // Nothing to lock for the thousand polls that find nothing.
  const wanted = await nextJobId(db(), serverId);
  if (wanted === undefined) return ok(null);
  return transact<Job | null | "failed">(async (tx) => {
    const id = await holdJob(tx, wanted);
    if (id === undefined) return ok(null);
    const job = await tx.deploymentTarget.findUniqueOrThrow({
      where: { id },
      include: JOB_PARTS,
    });
    const bundle = await makeBundle(tx, job);
    if (!bundle.ok) {
      const outcome = { outcome: "failed", code: bundle.error.code, message: bundle.error.message } as const;
      await finishJob(tx, job, outcome);
      return ok("failed");
    }
    const leaseId = randomUUID();
    const fencing = job.fencing + 1;
    await tx.deploymentTarget.update({
      where: { id },
      data: {
        state: "leased",
        leaseId,
        fencing,
        leaseEpoch: epoch,
        leaseExpiresAt: new Date(Date.now() + LEASE_SECONDS * 1000),
        startedAt: job.startedAt ?? new Date(),
        bundle: bundle.value.jws,
        bundleDigest: bundle.value.digest,
        passwords: bundle.value.passwords,
      },
    });
    await notify(tx, "deployment", job.deploymentId);
    const { scope } = job.target;
    const { attempt } = job;
    return ok({ id, kind: "apply", scope, attempt, leaseId, fencing, bundleDigest: bundle.value.digest });
  });
}

/**
 * The oldest job that may go out: one that is leased already, or one that waits in the open wave of a push that runs, and whose
 * server's maintenance windows let it in.
 */
async function nextJobId(tx: Prisma.TransactionClient, serverId: string): Promise<string | undefined> {
  const rows = await tx.$queryRaw<{ id: string; any_time: boolean }[]>`
    SELECT j.id, j.state = 'leased' OR d.kind = 'cutOff' OR d."windowOverride" IS NOT NULL AS any_time
    FROM "DeploymentTarget" j JOIN "Target" t ON t.id = j."targetId" JOIN "Deployment" d ON d.id = j."deploymentId"
    WHERE t."serverId" = ${serverId}::uuid AND (j.state = 'leased'
      OR (j.state = 'queued' AND (d.kind = 'cutOff' OR (d.state = 'running' AND j.wave <= d."openWave"))))
    ORDER BY j."createdAt", j.id`;
  if (rows.every((row) => row.any_time)) return rows[0]?.id;
  const closed = await closedServers(tx, [serverId], Date.now());
  return rows.find((row) => row.any_time || !closed.has(serverId))?.id;
}

/** Locks it, if it still may go out by now. */
async function holdJob(tx: Prisma.TransactionClient, id: string): Promise<string | undefined> {
  const rows = await tx.$queryRaw<{ id: string }[]>`
    SELECT j.id FROM "DeploymentTarget" j JOIN "Deployment" d ON d.id = j."deploymentId"
    WHERE j.id = ${id}::uuid AND (j.state = 'leased' OR (j.state = 'queued' AND (d.kind = 'cutOff' OR d.state = 'running')))
    LIMIT 1 FOR UPDATE OF j SKIP LOCKED`;
  return rows[0]?.id;
}
