import { randomUUID } from "node:crypto";
import type { Job } from "@/lib/agent-api/jobs";
import { LEASE_SECONDS } from "@/lib/agent-api/protocol";
import { batched } from "@/lib/batch";
import { db } from "@/lib/db";
import { notifyAll } from "@/lib/db-notify";
import { ok, type Result } from "@/lib/errors";
import { transact } from "@/lib/services/audit/transaction";
import { finishJob } from "./finish-job";
import { JOB_PARTS, type JobRow } from "./job-row";
import { type MadeBundle, makeBundles } from "./make-bundle";
import { holdJobs, nextJobs } from "./next-jobs";

/** A job as it goes out, with its signed bundle. */
export type LeasedJob = Job & { bundle: string };

/**
 * Gives the oldest waiting job of a server to its agent, or null. A job that was held by an earlier start of the agent or by a poll
 * whose answer never arrived is given again under a higher fencing number: an agent asks for one job at a time. One whose lease ran
 * out waits like any other (`endLeases`).
 */
export async function leaseJob(serverId: string, epoch: number): Promise<Result<LeasedJob | null>> {
  for (;;) {
    // Nothing to lock for the thousand polls that find nothing.
    const jobId = await findNext(serverId);
    if (jobId === undefined) return ok(null);
    const leased = await lease({ jobId, epoch });
    if (!leased.ok) return leased;
    // A job that cannot be handed out has failed; the next one must not wait for another poll.
    if (leased.value !== "failed") return ok(leased.value);
  }
}

const findNext = batched(
  async (serverIds: string[]): Promise<(string | undefined)[]> => {
    const next = await nextJobs(db(), serverIds);
    return serverIds.map((id) => next.get(id));
  },
  { most: 1000 },
);

interface Asked {
  jobId: string;
  epoch: number;
}
type Leased = Result<LeasedJob | null | "failed">;

/** Leases that are asked for at the same time, in one transaction. Few at a time: each brings a bundle. */
const lease = batched(
  async (asked: Asked[]): Promise<Leased[]> => {
    const leased = await transact(
      async (tx) => {
        const epochOf = new Map<string, number>();
        for (const { jobId, epoch } of asked) epochOf.set(jobId, Math.max(epoch, epochOf.get(jobId) ?? 0));
        const held = await holdJobs(tx, [...epochOf.keys()]);
        const jobs = await tx.deploymentTarget.findMany({
          where: { id: { in: held } },
          ...JOB_PARTS,
        });
        const bundles = await makeBundles(tx, jobs);
        const given = new Map<string, { epoch: number; job: LeasedJob | "failed" }>();
        const rows: ReturnType<typeof leaseRow>[] = [];
        for (const job of jobs) {
          const bundle = bundles.get(job.id);
          const epoch = epochOf.get(job.id) ?? 0;
          if (!bundle?.ok) {
            const { code, message } = bundle?.error ?? {};
            await finishJob(tx, job, { outcome: "failed", code, message });
            given.set(job.id, { epoch, job: "failed" });
            continue;
          }
          const row = leaseRow(job, bundle.value, epoch);
          rows.push(row);
          given.set(job.id, { epoch, job: jobOf(job, row) });
        }
        await tx.$executeRaw`
          UPDATE "DeploymentTarget" j
          SET state = 'leased', "leaseId" = l."leaseId", fencing = l.fencing, "leaseEpoch" = l."leaseEpoch", "leaseExpiresAt" = l."leaseExpiresAt",
            "startedAt" = l."startedAt", bundle = l.bundle, "bundleDigest" = l."bundleDigest", passwords = l.passwords
          FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS l (id uuid, "leaseId" uuid, fencing int, "leaseEpoch" int,
            "leaseExpiresAt" timestamptz, "startedAt" timestamptz, bundle text, "bundleDigest" text, passwords jsonb)
          WHERE j.id = l.id`;
        await notifyAll(tx, "deployment", [...new Set(jobs.map(({ deploymentId }) => deploymentId))]);
        return ok(given);
      },
      { timeout: 60_000 },
    );
    if (!leased.ok) return asked.map(() => leased);
    const { value: given } = leased;
    return asked.map(({ jobId, epoch }) => {
      const gift = given.get(jobId);
      if (gift?.epoch !== epoch) return ok(null);
      // Of two polls of one agent one gets it.
      given.delete(jobId);
      return ok(gift.job);
    });
  },
  { most: 50 },
);

function leaseRow(job: JobRow, { jws, digest, passwords }: MadeBundle, epoch: number) {
  return {
    id: job.id,
    leaseId: randomUUID(),
    // Raised with every lease.
    fencing: job.fencing + 1,
    leaseEpoch: epoch,
    leaseExpiresAt: new Date(Date.now() + LEASE_SECONDS * 1000),
    startedAt: job.startedAt ?? new Date(),
    bundle: jws,
    bundleDigest: digest,
    passwords,
  };
}

function jobOf(
  { id, target, attempt }: JobRow,
  { leaseId, fencing, bundle, bundleDigest }: ReturnType<typeof leaseRow>,
): LeasedJob {
  return { id, kind: "apply", scope: target.scope, attempt, leaseId, fencing, bundleDigest, bundle };
}
