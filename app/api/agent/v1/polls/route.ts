import { agentReply, agentRoute } from "@/app/api/_http/agent-route";
import { pollForWork } from "@/lib/services/agents/poll";

export const POST = agentRoute(async ({ server, input, signal }) =>
  agentReply(await pollForWork(server, input, signal)),
);
