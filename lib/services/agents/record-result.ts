import { z } from "zod";
import { type JobResultRequest, jobResultRequestSchema } from "@/lib/agent-api/jobs";
import { parseInput } from "@/lib/api/parse";
import { batched } from "@/lib/batch";
import { fail, ok, type Result } from "@/lib/errors";
import type { Prisma } from "@/lib/generated/prisma/client";
import { transact } from "@/lib/services/audit/transaction";
import type { EnrolledServer } from "./authenticate";
import { finishJobs } from "./finish-job";
import { JOB_PARTS, type JobRow } from "./job-row";
import { keepBaselines } from "./keep-baselines";
import { noteRestarts } from "./note-restarts";
import { BATCH, lockServers, siteIdOf, storeInventories, weightOf } from "./store-inventory";

/**
 * What came of a job; the same result twice is one. *Verified* is believed only when the digest that was read back is the
 * revision's. Errors: `invalid-input`, `not-found`, `lease-lost`.
 */
export async function recordResult(
  server: EnrolledServer,
  jobId: string,
  input: unknown,
  address: string | null,
): Promise<Result<null>> {
  const parsed = parseInput(jobResultRequestSchema, input);
  if (!parsed.ok) return parsed;
  if (!z.uuid().safeParse(jobId).success) return fail("not-found", "There is no such job.");
  return record({ server, jobId: jobId.toLowerCase(), result: parsed.value, address });
}

interface Sent {
  server: EnrolledServer;
  jobId: string;
  result: JobResultRequest;
  address: string | null;
}

/** Results that come in at the same time, in one transaction. */
const record = batched(
  async (sent: Sent[]): Promise<Result<null>[]> => {
    const recorded = await transact(
      async (tx) => {
        const ids = [...new Set(sent.map(({ jobId }) => jobId))];
        await lockServers(
          tx,
          sent.map(({ server }) => server.id),
        );
        await tx.$queryRaw`SELECT 1 FROM "DeploymentTarget" WHERE id = ANY(${ids}::uuid[]) ORDER BY id FOR UPDATE`;
        const jobs = await tx.deploymentTarget.findMany({ where: { id: { in: ids } }, ...JOB_PARTS });
        const open = new Map(jobs.map((job) => [job.id, job]));
        const taken: (Sent & { job: JobRow })[] = [];
        const answers = sent.map((each) => {
          const job = open.get(each.jobId);
          const answer = judge(job, each);
          if (job === undefined || !answer.ok || !awaits(job, each.result)) return answer;
          taken.push({ ...each, job });
          // The same once more, in this very batch, is a repetition.
          open.set(job.id, { ...job, state: each.result.outcome, finishedAt: new Date() });
          return answer;
        });
        const finished = taken.map(({ server: { id, name }, address, result, job }) => ({
          job,
          outcome: proven(result, job.revision.digest),
          actor: { kind: "agent" as const, id, name, address },
        }));
        await finishJobs(tx, finished);
        await keepBaselines(
          tx,
          finished.flatMap(({ job, outcome: { outcome, inventory } }) =>
            outcome === "verified" ? [{ job, inventory }] : [],
          ),
        );
        await noteRestarts(tx, finished);
        await storeInventories(
          tx,
          taken.flatMap(({ server, result: { inventory } }) => (inventory ? [{ server, inventory }] : [])),
        );
        await keepSiteIds(tx, taken);
        return ok(answers);
      },
      { timeout: 60_000 },
    );
    return recorded.ok ? recorded.value : sent.map(() => recorded);
  },
  { most: BATCH, weigh: ({ result }) => weightOf(result.inventory) },
);

/** Whoever pushed to a site that took another one's name meant the one that is there now. */
async function keepSiteIds(
  tx: Prisma.TransactionClient,
  taken: readonly (Sent & { job: JobRow })[],
): Promise<void> {
  const told = new Map<string, string>();
  for (const { job, result } of taken) {
    const siteId = result.inventory ? siteIdOf(result.inventory, job.target.scope) : null;
    if (result.outcome === "verified" && siteId !== null && siteId !== job.target.siteId)
      told.set(job.targetId, siteId);
  }
  const rows = [...told].map(([id, siteId]) => ({ id, siteId }));
  if (rows.length > 0)
    await tx.$executeRaw`
      UPDATE "Target" t SET "siteId" = s."siteId"
      FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS s (id uuid, "siteId" text) WHERE t.id = s.id`;
}

/** OK for what is to be taken, and for what was taken before. */
function judge(job: JobRow | undefined, { server, result }: Sent): Result<null> {
  if (job?.target.serverId !== server.id) return fail("not-found", "There is no such job for this agent.");
  if (job.finishedAt !== null && job.attempt === result.attempt) return ok(null);
  if (!awaits(job, result))
    return fail("lease-lost", "The job belongs to another lease by now. This result is not taken.");
  return ok(null);
}

/**
 * Is it the newest lease that speaks, of a job that has not ended? Also after it ran out, and where the push was given up since: what
 * the agent did is true all the same, until something newer is pushed there.
 */
function awaits({ state, leaseId, fencing, sequence, target }: JobRow, result: JobResultRequest): boolean {
  if (leaseId !== result.leaseId || fencing !== result.fencing) return false;
  return state === "leased" || state === "queued" || (state === "superseded" && sequence === target.sequence);
}

function proven(result: JobResultRequest, wanted: string): JobResultRequest {
  if (result.outcome !== "verified" || result.observedDigest === wanted) return result;
  return {
    ...result,
    outcome: "failed",
    code: "verify-mismatch",
    message:
      "The agent called it verified, but what it read back is not the revision. Look at the server's drift.",
  };
}
