import type { Call } from "@/agent/console/client";
import { parseAnswer } from "@/agent/console/client";
import {
  type EnrolmentAnswer,
  type EnrolmentRequest,
  enrolmentAnswerSchema,
  type UnenrolmentRequest,
} from "@/lib/agent-api/enrolment";
import {
  type JobResultRequest,
  type LeaseProof,
  type PollAnswer,
  type PollRequest,
  pollAnswerSchema,
  type ReportRequest,
} from "@/lib/agent-api/jobs";
import { POLL_SECONDS } from "@/lib/agent-api/protocol";
import type { TaskResultRequest } from "@/lib/agent-api/tasks";
import { ok, type Result } from "@/lib/errors";

/** The agents' API as the agent uses it: every answer is checked against the contract. */
export interface ConsoleApi {
  /** Undefined: nothing to do. */
  poll(request: PollRequest, signal: AbortSignal): Promise<Result<PollAnswer | undefined>>;
  /** The compact JWS. */
  bundle(digest: string): Promise<Result<string>>;
  renew(jobId: string, proof: LeaseProof): Promise<Result<void>>;
  result(jobId: string, result: JobResultRequest): Promise<Result<void>>;
  report(request: ReportRequest): Promise<Result<void>>;
  taskResult(taskId: string, result: TaskResultRequest): Promise<Result<void>>;
  /** Says that this agent leaves; the console takes nothing more from it. */
  unenrol(request: UnenrolmentRequest): Promise<Result<void>>;
}

export function createConsoleApi(call: Call): ConsoleApi {
  const post = async (path: string, body: unknown): Promise<Result<void>> => {
    const answer = await call(path, { body });
    return answer.ok ? ok(undefined) : answer;
  };
  return {
    poll: async (body, signal) => {
      const answer = await call("/polls", { body, signal, timeoutMs: (POLL_SECONDS + 15) * 1000 });
      if (!answer.ok) return answer;
      return answer.value.status === 204 ? ok(undefined) : parseAnswer(answer.value, pollAnswerSchema);
    },
    bundle: async (digest) => {
      const answer = await call(`/bundles/${digest}`, { method: "GET" });
      return answer.ok ? ok(answer.value.text.trim()) : answer;
    },
    renew: (jobId, proof) => post(`/jobs/${jobId}/renewals`, proof),
    result: (jobId, result) => post(`/jobs/${jobId}/results`, result),
    report: (request) => post("/reports", request),
    taskResult: (taskId, result) => post(`/tasks/${taskId}/results`, result),
    unenrol: (request) => post("/unenrolments", request),
  };
}

/** Enrols with a call whose issuer is the enrolment itself: there is no server id yet. */
export async function enrol(call: Call, request: EnrolmentRequest): Promise<Result<EnrolmentAnswer>> {
  const answer = await call("/enrolments", { body: request });
  return answer.ok ? parseAnswer(answer.value, enrolmentAnswerSchema) : answer;
}
