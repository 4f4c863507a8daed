import type { ApplyContext } from "@/agent/apply/context";
import { recoverJobs } from "@/agent/apply/recover";
import { runJob } from "@/agent/apply/run-job";
import type { Approval } from "@/agent/approval";
import { describeDefect } from "@/agent/defect";
import type { Exclusive } from "@/agent/exclusive";
import type { Reporter } from "@/agent/reporter";
import { runTask } from "@/agent/run-task";
import type { Contact } from "@/agent/state/contact";
import { AGENT_VERSION } from "@/agent/version";
import { backOffMs } from "@/agent/wait";
import { PROTOCOL_VERSION } from "@/lib/agent-api/protocol";
import type { CodedError } from "@/lib/errors";

/** The console normally holds a poll; when it answers at once that there is nothing, it is not asked again at once. */
const SHORTEST_ROUND_MS = 2000;

export interface PollerOptions {
  approval: Approval;
  context: ApplyContext;
  instance: { instanceId: string; epoch: number };
  reporter: Reporter;
  exclusive: Exclusive;
  contact: Contact;
  clockSkewMs: () => number;
}

/** Asks for work for ever: results first, then a poll, then the job. Whatever fails is tried again later. */
export async function pollForEver(options: PollerOptions, signal: AbortSignal): Promise<void> {
  const { log, pace } = options.context;
  let failures = 0;
  while (!signal.aborted) {
    const error = await guarded(options, signal);
    if (signal.aborted) return;
    options.contact.note(error?.code);
    if (error === undefined) {
      if (failures > 0) log.info("console-back", { failures });
      failures = 0;
      continue;
    }
    failures += 1;
    const waitMs = backOffMs(failures, Math.random());
    log.warn("console-away", {
      code: error.code,
      message: error.message,
      nextTrySeconds: Math.round(waitMs / 1000),
    });
    await pace.wait(waitMs, signal);
  }
}

/**
 * A defect must not end the agent: it is told in the log, and what became of the job is found out as after a kill.
 */
async function guarded(options: PollerOptions, signal: AbortSignal): Promise<CodedError | undefined> {
  const { context } = options;
  try {
    return await round(options, signal);
  } catch (error) {
    context.log.error("defect", describeDefect(error));
    await options.exclusive(() => recoverJobs(context)).catch(() => undefined);
    return {
      code: "internal",
      message: "The agent has a defect. Please report the log line before this one.",
    };
  }
}

/** Results first, then a poll, then the job that it brought. Returns why there was no round. */
export async function round(options: PollerOptions, signal: AbortSignal): Promise<CodedError | undefined> {
  const { approval, context, instance, reporter, exclusive } = options;
  const unsent = await sendResults(context, reporter);
  if (unsent) return unsent;
  const startedAt = Date.now();
  const answer = await context.api.poll(
    {
      protocol: PROTOCOL_VERSION,
      ...instance,
      agentVersion: AGENT_VERSION,
      clockSkewMs: options.clockSkewMs(),
    },
    signal,
  );
  if (!answer.ok && answer.error.code !== "agent-not-approved") return answer.error;
  const state = answer.ok ? answer.value?.state : "pending";
  // "Nothing to do" says nothing of the approval, so an agent that waits for it tries its report again.
  const news = state === undefined ? approval.approved === false : approval.learn(state === "approved");
  if (news && state !== "pending") reporter.trigger();
  const job = answer.ok ? answer.value?.job : undefined;
  const task = answer.ok ? answer.value?.task : undefined;
  if (job) {
    await exclusive(async () => {
      await runJob(job, context, signal, answer.ok ? answer.value?.bundle : undefined);
      reporter.trigger();
      // Before anything is reported: the result brings along what is there now. What cannot be sent is for the next round.
      await sendResults(context, reporter);
    });
  } else if (task) {
    await exclusive(() => runTask(task, context));
  } else {
    const shortest = context.pace.scaled(SHORTEST_ROUND_MS);
    if (Date.now() - startedAt < shortest) await context.pace.wait(SHORTEST_ROUND_MS, signal);
  }
  return undefined;
}

/** Refusals that no later try would change. */
const FINAL: readonly string[] = [
  "lease-lost",
  "not-found",
  "conflict",
  "invalid-input",
  "malformed-json",
  "body-too-large",
];

/** Returns why not all could be sent. */
export async function sendResults(
  { api, outbox, log }: ApplyContext,
  reporter?: Reporter,
): Promise<CodedError | undefined> {
  for (const letter of outbox.pending()) {
    const { inventory, ...small } = letter.result;
    let sent = await api.result(letter.jobId, letter.result);
    // What the job came to matters more than what the server looks like now.
    if (sent.ok && inventory) reporter?.told(inventory);
    if (!sent.ok && (sent.error.code === "body-too-large" || sent.error.code === "invalid-input"))
      sent = await api.result(letter.jobId, small);
    if (!sent.ok && !FINAL.includes(sent.error.code)) return sent.error;
    const fields = { jobId: letter.jobId, attempt: letter.result.attempt, outcome: letter.result.outcome };
    if (sent.ok) log.info("result-sent", fields);
    else log.error("result-refused", { ...fields, code: sent.error.code, message: sent.error.message });
    outbox.remove(letter);
  }
  return undefined;
}
