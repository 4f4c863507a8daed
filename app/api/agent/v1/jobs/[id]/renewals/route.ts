import { agentReply, agentRoute } from "@/app/api/_http/agent-route";
import { renewLease } from "@/lib/services/agents/renew-lease";

export const POST = agentRoute<{ id: string }>(async ({ server, params, input }) =>
  agentReply(await renewLease(server, params.id, input)),
);
