import { randomUUID } from "node:crypto";
import type { Job } from "@/lib/agent-api/jobs";
import { LEASE_SECONDS } from "@/lib/agent-api/protocol";
import { db } from "@/lib/db";
import { notify } from "@/lib/db-notify";
import { ok, type Result } from "@/lib/errors";
import type { Prisma } from "@/lib/generated/prisma/client";
import { transact } from "@/lib/services/audit/transaction";
import { finishJob } from "./finish-job";
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
  const waiting = await db().deploymentTarget.count({
    where: { state: { in: ["queued", "leased"] }, target: { serverId } },
  });
  if (waiting === 0) return ok(null);
  return transact<Job | null | "failed">(async (tx) => {
    const id = await nextJobId(tx, serverId);
    if (id === undefined) return ok(null);
    const job = await tx.deploymentTarget.findUniqueOrThrow({
      where: { id },
      include: {
        target: { include: { server: true } },
        revision: { include: { siteConfig: true } },
        deployment: true,
      },
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

async function nextJobId(tx: Prisma.TransactionClient, serverId: string): Promise<string | undefined> {
  const rows = await tx.$queryRaw<{ id: string }[]>`
    SELECT j.id FROM "DeploymentTarget" j JOIN "Target" t ON t.id = j."targetId"
    WHERE t."serverId" = ${serverId}::uuid AND j.state IN ('queued', 'leased')
    ORDER BY j."createdAt", j.id LIMIT 1 FOR UPDATE OF j SKIP LOCKED`;
  return rows[0]?.id;
}
