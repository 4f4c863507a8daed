import { agentReply, agentRoute } from "@/app/api/_http/agent-route";
import { recordResult } from "@/lib/services/agents/record-result";

export const POST = agentRoute<{ id: string }>(async ({ server, params, input, request }) =>
  agentReply(await recordResult(server, params.id, input, request.address)),
);
