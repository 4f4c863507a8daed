import { apply } from "@/agent/apply/apply";
import type { ApplyContext } from "@/agent/apply/context";
import { finish } from "@/agent/apply/finish";
import { holdLease } from "@/agent/apply/lease";
import { recordSteps } from "@/agent/apply/recorder";
import type { Job } from "@/lib/agent-api/jobs";

/**
 * Does a job once and leaves its result in the outbox. The same attempt again gets the same result, and nothing is done. `carried`: the
 * bundle, where it came with the job.
 */
export async function runJob(
  job: Job,
  context: ApplyContext,
  signal: AbortSignal,
  carried?: string,
): Promise<void> {
  const { journal, targets, outbox, log } = context;
  const target = targets.read(job.scope);
  const done = target.ok ? target.value.lastResult : undefined;
  if (done?.jobId === job.id && done.result.attempt === job.attempt) {
    log.info("job-done-already", { jobId: job.id, outcome: done.result.outcome });
    outbox.put({ jobId: job.id, result: { ...done.result, leaseId: job.leaseId, fencing: job.fencing } });
    return;
  }
  log.info("job-received", { jobId: job.id, scope: job.scope, attempt: job.attempt });
  const recorder = recordSteps(job, context);
  const at = new Date().toISOString();
  const begun = journal.add({ entry: "received", at, jobId: job.id, attempt: job.attempt, job });
  if (!begun.ok)
    return finish(job, { outcome: "failed", error: begun.error, warnings: [] }, recorder.steps, context);
  const lease = holdLease(job, context, signal);
  try {
    const outcome = await apply(job, context, { recorder, lease, signal, carried });
    await finish(job, outcome, recorder.steps, context);
  } finally {
    lease.stop();
  }
}
