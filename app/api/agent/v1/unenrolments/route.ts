import { agentReply, agentRoute } from "@/app/api/_http/agent-route";
import { unenrolAgent } from "@/lib/services/agents/unenrol";

export const POST = agentRoute(async ({ server, request, input }) =>
  agentReply(await unenrolAgent(server, input, request.address)),
);
