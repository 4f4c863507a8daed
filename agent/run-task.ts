import { checkScopeAllowed } from "@/agent/allowed-scope";
import type { ApplyContext } from "@/agent/apply/context";
import { planPush } from "@/agent/apply/plan-push";
import { probeRequestSchema, type Task, type TaskResultRequest } from "@/lib/agent-api/tasks";
import { type CodedError, fail, ok, type Result } from "@/lib/errors";

const LONGEST_MESSAGE = 4000;

/** Answers a question of the console's. A task reads and never writes, and is asked once: an answer that is lost is asked anew. */
export async function runTask(task: Task, context: ApplyContext): Promise<void> {
  const { api, log } = context;
  const done = await answer(task, context);
  const result: TaskResultRequest = done.ok
    ? { outcome: "done", ...done.value }
    : { outcome: "refused", code: done.error.code, message: done.error.message.slice(0, LONGEST_MESSAGE) };
  const fields = {
    taskId: task.id,
    kind: task.kind,
    scope: task.scope,
    outcome: result.outcome,
    code: result.code,
  };
  log.info("task-done", fields);
  const sent = await api.taskResult(task.id, result);
  if (!sent.ok) log.warn("task-result-not-sent", { ...fields, refusal: sent.error.code });
}

async function answer(
  task: Task,
  context: ApplyContext,
): Promise<Result<Pick<TaskResultRequest, "inventory" | "plan" | "probe">>> {
  const { kind, scope, input } = task;
  const { backEnd, prober, settings } = context;
  if (kind === "plan") {
    const plan = await planPush(task, context);
    return plan.ok ? ok({ plan: plan.value }) : plan;
  }
  if (kind === "inventory") return ok({ inventory: await backEnd.inventory(settings.allowedSites) });
  if (kind !== "probe") return unknownTask(`This agent cannot do "${kind}". Update it.`);
  const allowed = checkScopeAllowed(scope, settings.allowedSites);
  if (!allowed.ok) return allowed;
  const request = probeRequestSchema.safeParse(input);
  if (!request.success)
    return unknownTask("The probe cannot be understood. Update the agent or the console.");
  const probe = await prober.probe(scope, request.data);
  return probe.ok ? ok({ probe: probe.value }) : probe;
}

function unknownTask(message: string): { ok: false; error: CodedError } {
  return fail("task-unknown", message);
}
