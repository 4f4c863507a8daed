import { performance } from "node:perf_hooks";
import type { ApplyContext } from "@/agent/apply/context";
import { backOffMs } from "@/agent/wait";
import type { Job, LeaseProof } from "@/lib/agent-api/jobs";
import { LEASE_SECONDS, RENEW_SECONDS } from "@/lib/agent-api/protocol";
import { fail, ok, type Result } from "@/lib/errors";

/** The right to work on a job, renewed once a minute while the job runs. */
export interface Lease {
  proof: LeaseProof;
  /** Asks the console whether the job is still ours; nothing is written without a yes. Errors: `lease-lost`, `console-unreachable`. */
  confirm(): Promise<Result<void>>;
  /** Repeats a request while the console is away, as long as the lease could still be ours. */
  persist<T>(ask: () => Promise<Result<T>>): Promise<Result<T>>;
  stop(): void;
}

export function holdLease(job: Job, context: ApplyContext, signal: AbortSignal): Lease {
  const { api, pace, log } = context;
  const proof: LeaseProof = { leaseId: job.leaseId, fencing: job.fencing };
  const length = pace.scaled(LEASE_SECONDS * 1000);
  let renewedAt = performance.now();
  let lost = false;
  const renew = async (): Promise<Result<void>> => {
    const askedAt = performance.now();
    const renewed = await api.renew(job.id, proof);
    if (renewed.ok) renewedAt = askedAt;
    else if (renewed.error.code === "lease-lost") lost = true;
    return renewed;
  };
  const timer = setInterval(
    () => {
      renew().then((renewed) => {
        if (!renewed.ok) log.warn("lease-not-renewed", { jobId: job.id, code: renewed.error.code });
      });
    },
    pace.scaled(RENEW_SECONDS * 1000),
  );

  const persist = async <T>(ask: () => Promise<Result<T>>): Promise<Result<T>> => {
    for (let failures = 1; ; failures += 1) {
      if (lost) return leaseLost();
      const answer = await ask();
      if (answer.ok || answer.error.code !== "console-unreachable") return answer;
      if (performance.now() - renewedAt > length) return answer;
      if (!(await pace.wait(backOffMs(failures, Math.random()), signal))) return stopping();
    }
  };
  return { proof, confirm: () => persist(renew), persist, stop: () => clearInterval(timer) };
}

function leaseLost(): ReturnType<typeof fail> {
  return fail("lease-lost", "The console gave this job to another lease. Nothing was changed.");
}

function stopping(): Result<never> {
  return fail("apply-interrupted", "The agent was asked to stop before it changed anything. Push again.");
}

/** For a step that needs no answer but the right to go on. */
export function isHeld(signal: AbortSignal): Result<void> {
  return signal.aborted ? stopping() : ok(undefined);
}
