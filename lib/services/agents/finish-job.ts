import type { JobResultRequest } from "@/lib/agent-api/jobs";
import type { AuditAction } from "@/lib/api/audit-events";
import { type Actor, CONSOLE } from "@/lib/auth/actor";
import { notifyAll } from "@/lib/db-notify";
import { ERRORS } from "@/lib/errors";
import type { Prisma } from "@/lib/generated/prisma/client";
import { recordEvent, recordEvents } from "@/lib/services/audit/record";
import { releaseCorrections } from "@/lib/services/revisions/release-corrections";
import { askReaders } from "./ask-readers";
import { followPassword } from "./follow-password";
import type { JobRow } from "./job-row";
import { noteTried } from "./note-tried";

type Outcome = Pick<JobResultRequest, "outcome" | "code" | "message"> & Partial<JobResultRequest>;

export interface FinishedJob {
  job: JobRow;
  outcome: Outcome;
  actor: Actor;
}

/** Ends a job with its evidence, in the caller's transaction: the row, the target's deployed revision, the event, the wake-up. */
export function finishJob(
  tx: Prisma.TransactionClient,
  job: JobRow,
  outcome: Outcome,
  actor: Actor = CONSOLE,
): Promise<void> {
  return finishJobs(tx, [{ job, outcome, actor }]);
}

/** The same for many jobs at once: so many statements as for one. */
export async function finishJobs(tx: Prisma.TransactionClient, finished: FinishedJob[]): Promise<void> {
  const now = new Date();
  const ended = finished.map(({ job, outcome }) => ({
    id: job.id,
    state: outcome.outcome,
    steps: outcome.steps ?? null,
    result: {
      code: outcome.code ?? null,
      message: outcome.message ?? null,
      warnings: outcome.warnings ?? [],
      observedDigest: outcome.observedDigest ?? null,
    },
  }));
  await tx.$executeRaw`
    UPDATE "DeploymentTarget" j
    SET state = e.state::"JobState", "finishedAt" = ${now}, bundle = NULL, steps = coalesce(nullif(e.steps, 'null'), j.steps), result = e.result
    FROM jsonb_to_recordset(${JSON.stringify(ended)}::jsonb) AS e (id uuid, state text, steps jsonb, result jsonb)
    WHERE j.id = e.id`;
  const verified = finished.flatMap(({ job, outcome }) => (outcome.outcome === "verified" ? [job] : []));
  const deployed = verified.map(({ target, revision }) => ({
    id: target.id,
    revisionId: revision.id,
    digest: revision.digest,
  }));
  if (deployed.length > 0)
    await tx.$executeRaw`
      UPDATE "Target" t
      SET "deployedRevisionId" = v."revisionId", "deployedDigest" = v.digest, "deployedAt" = ${now}, "observedDigest" = v.digest, "observedAt" = ${now}
      FROM jsonb_to_recordset(${JSON.stringify(deployed)}::jsonb) AS v (id uuid, "revisionId" uuid, digest text)
      WHERE t.id = v.id`;
  await releaseCorrections(
    tx,
    verified.filter(isOfAPerson).map(({ targetId }) => targetId),
  );
  await noteTried(tx, verified);
  await askReaders(tx, verified, now);
  await recordEvents(
    tx,
    finished.map(({ job, outcome, actor }) => ({ actor, entry: entryOf(job, outcome) })),
  );
  for (const { job, outcome } of finished)
    if (outcome.outcome !== "verified") await stopAtFailure(tx, job, outcome.code);
  for (const { job, outcome } of finished)
    await followPassword(tx, job.deployment, { ...outcome, place: placeOf(job) });
  await notifyAll(tx, "deployment", [...new Set(finished.map(({ job }) => job.deployment.id))]);
}

/** Also what a script started with somebody's token; not what the console pushed at a date or by itself. */
function isOfAPerson({ deployment: { kind, createdBy } }: JobRow): boolean {
  return kind !== "corrective" && createdBy !== CONSOLE.name;
}

function placeOf({ target }: JobRow): string {
  return `${target.server.name}, ${target.scope || "server level"}`;
}

function entryOf(job: JobRow, { outcome, code, message }: Outcome) {
  const { deployment, revision, target, sequence } = job;
  return {
    action: ACTIONS[outcome],
    nounId: deployment.id,
    nounName: `Deployment ${deployment.number} on ${placeOf(job)}`,
    after: {
      deployment: deployment.number,
      siteConfig: revision.siteConfig.name,
      revision: revision.number,
      digest: revision.digest,
      server: target.server.name,
      site: target.scope,
      sequence,
      ...(outcome === "verified" &&
        target.correctionHold !== null &&
        isOfAPerson(job) && { endsHold: target.correctionHold }),
    },
    ...(message && { reason: `${code}: ${message}` }),
  };
}

/** Where a failure is to stop the push, as that of the first to try a new password does, what still waits stays where it is until a person has looked. */
async function stopAtFailure(
  tx: Prisma.TransactionClient,
  job: JobRow,
  code: string | undefined,
): Promise<void> {
  const { deployment } = job;
  const stateReason = `Stopped: the push to ${placeOf(job)}, failed. ${causeOf(code)}`;
  const stopped = await tx.deployment.updateMany({
    where: {
      id: deployment.id,
      ...(!job.triesPassword && { stopOnFailure: true }),
      state: { in: ["running", "soaking"] },
      targets: { some: { state: "queued" } },
    },
    data: { state: "paused", stateReason },
  });
  if (stopped.count === 0) return;
  await recordEvent(tx, CONSOLE, {
    action: "deployment.stop",
    nounId: deployment.id,
    nounName: `Deployment ${deployment.number}`,
    reason: stateReason,
  });
}

/** In the words of the code; the target itself has the whole message. */
function causeOf(code: string | undefined): string {
  if (code === undefined) return "The agent gave no reason.";
  const known = Object.entries(ERRORS).find(([each]) => each === code);
  return known ? `${known[1][1]} (code ${code}).` : `Its code is ${code}.`;
}

const ACTIONS: Record<JobResultRequest["outcome"], AuditAction> = {
  verified: "deployment.verified",
  failed: "deployment.failed",
  undone: "deployment.undone",
};
