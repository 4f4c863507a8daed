import { agentReply, signedRoute } from "@/app/api/_http/agent-route";
import { enrolAgent } from "@/lib/services/agents/enrol";

export const POST = signedRoute(async ({ request, input }) =>
  agentReply(await enrolAgent(request, input), 201),
);
