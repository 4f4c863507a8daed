import type { ApplyContext } from "@/agent/apply/context";
import type { Outcome } from "@/agent/apply/outcome";
import type { Job, JobResultRequest, JobStep } from "@/lib/agent-api/jobs";
import type { Result } from "@/lib/errors";

/** Limits of the contract. */
const LONGEST_MESSAGE = 4000;
const LONGEST_WARNING = 2000;
const MOST_WARNINGS = 100;

/**
 * Keeps what became of a job: as the last result of its scope, as a letter to the console, and in the journal, in this
 * order, so that a kill in between leaves enough for the next start to do the rest.
 */
export async function finish(
  job: Job,
  outcome: Outcome,
  steps: JobStep[],
  context: ApplyContext,
): Promise<void> {
  const { log, journal, outbox } = context;
  const at = new Date().toISOString();
  const result = toResult(job, outcome, steps);
  const told = (kept: Result<void>, what: string): void => {
    if (!kept.ok) log.error("not-kept", { what, code: kept.error.code, message: kept.error.message });
  };
  told(keep(job, outcome, result, context, at), "target");
  const inventory = await context.backEnd.inventory(context.settings.allowedSites);
  told(outbox.put({ jobId: job.id, result: { ...result, inventory } }), "outbox");
  const { code } = result;
  told(
    journal.add({
      entry: "finished",
      at,
      jobId: job.id,
      attempt: job.attempt,
      outcome: outcome.outcome,
      code,
    }),
    "journal",
  );
  told(journal.trim(), "shorter journal");
  const fields = { jobId: job.id, scope: job.scope, outcome: outcome.outcome, code, message: result.message };
  if (outcome.outcome === "verified") log.info("job-finished", fields);
  else log.error("job-finished", fields);
}

function keep(
  job: Job,
  { applied, observedDigest }: Outcome,
  result: JobResultRequest,
  { targets }: ApplyContext,
  at: string,
): Result<void> {
  const target = targets.read(job.scope);
  if (!target.ok) return target;
  const lastApplied =
    applied === undefined || observedDigest === undefined
      ? target.value.lastApplied
      : { config: applied, digest: observedDigest, at };
  return targets.write({ ...target.value, lastApplied, lastResult: { jobId: job.id, result } });
}

function toResult(
  job: Job,
  { outcome, error, warnings, observedDigest }: Outcome,
  steps: JobStep[],
): JobResultRequest {
  return {
    attempt: job.attempt,
    leaseId: job.leaseId,
    fencing: job.fencing,
    outcome,
    ...(error ? { code: error.code, message: error.message.slice(0, LONGEST_MESSAGE) } : {}),
    steps,
    ...(observedDigest === undefined ? {} : { observedDigest }),
    warnings: warnings.slice(0, MOST_WARNINGS).map((warning) => warning.slice(0, LONGEST_WARNING)),
  };
}
