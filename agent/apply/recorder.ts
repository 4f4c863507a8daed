import type { ApplyContext } from "@/agent/apply/context";
import type { Job, JobStep } from "@/lib/agent-api/jobs";
import type { CodedError, Result } from "@/lib/errors";

const LONGEST_DETAIL = 2000;

/** Runs the steps of a job one by one, and keeps each in the journal, the log and the result. */
export interface Recorder {
  steps: JobStep[];
  run<T>(
    name: JobStep["name"],
    work: () => Promise<Result<T>>,
    detail?: (value: T) => string,
  ): Promise<Result<T>>;
}

export function recordSteps(job: Job, { journal, log }: ApplyContext): Recorder {
  const steps: JobStep[] = [];
  const note = (step: JobStep, error?: CodedError): void => {
    steps.push(step);
    const fields = { jobId: job.id, scope: job.scope, step: step.name, detail: step.detail };
    if (error) log.error("step-failed", { ...fields, code: error.code });
    else log.info("step", fields);
    // The entry that decides after a kill is "committing"; a step that the disk refuses costs evidence, not safety.
    const kept = journal.add({ entry: "step", at: step.at, jobId: job.id, attempt: job.attempt, step });
    if (!kept.ok) log.error("journal-not-written", { code: kept.error.code, message: kept.error.message });
  };
  return {
    steps,
    run: async (name, work, detail) => {
      const result = await work();
      const at = new Date().toISOString();
      if (result.ok) {
        const text = detail?.(result.value);
        note({
          name,
          at,
          ok: true,
          ...(text === undefined ? {} : { detail: text.slice(0, LONGEST_DETAIL) }),
        });
      } else {
        note({ name, at, ok: false, detail: result.error.message.slice(0, LONGEST_DETAIL) }, result.error);
      }
      return result;
    },
  };
}
