import type { ApplyContext } from "@/agent/apply/context";
import { finish } from "@/agent/apply/finish";
import type { Outcome } from "@/agent/apply/outcome";
import { type Recorder, recordSteps } from "@/agent/apply/recorder";
import { verify } from "@/agent/apply/verify";
import type { OpenJob } from "@/agent/state/journal";

/**
 * Finds out what became of the jobs that an earlier run did not finish (a kill, a power loss), and leaves their results in
 * the outbox. A job is never begun again: its one automatic attempt is over.
 */
export async function recoverJobs(context: ApplyContext): Promise<void> {
  for (const open of context.journal.openJobs()) {
    const { job } = open.received;
    const target = context.targets.read(job.scope);
    const kept = target.ok ? target.value.lastResult : undefined;
    if (kept?.jobId === job.id && kept.result.attempt === job.attempt) {
      const { attempt, outcome, code } = kept.result;
      context.outbox.put({ jobId: job.id, result: kept.result });
      context.journal.add({
        entry: "finished",
        at: new Date().toISOString(),
        jobId: job.id,
        attempt,
        outcome,
        code,
      });
      continue;
    }
    const recorder = recordSteps(job, context);
    recorder.steps.push(...open.steps);
    const outcome = await decide(open, context, recorder);
    context.log.warn("job-recovered", { jobId: job.id, scope: job.scope, outcome: outcome.outcome });
    await finish(job, outcome, recorder.steps, context);
  }
}

async function decide(open: OpenJob, context: ApplyContext, recorder: Recorder): Promise<Outcome> {
  const { committing, received } = open;
  if (committing === undefined) return interrupted();
  const state = await context.backEnd.readState();
  if (state.ok && state.value.fingerprint(received.job.scope) === committing.before) return interrupted();
  const { after, backup, bindings, config, digest, warnings, probe } = committing;
  return verify(
    { scope: received.job.scope, config, digest, warnings, bindings, probe, commit: { after, backup } },
    context,
    recorder,
  );
}

function interrupted(): Outcome {
  const message = "The agent was stopped during this apply, before it changed anything. Push again.";
  return { outcome: "failed", error: { code: "apply-interrupted", message }, warnings: [] };
}
