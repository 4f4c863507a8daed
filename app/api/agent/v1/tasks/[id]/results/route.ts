import { agentReply, agentRoute } from "@/app/api/_http/agent-route";
import { recordTaskResult } from "@/lib/services/agents/record-task-result";

export const POST = agentRoute<{ id: string }>(async ({ server, params, input, request }) =>
  agentReply(await recordTaskResult(server, params.id, input, request.address)),
);
