import { agentReply, signedRoute } from "@/app/api/_http/agent-route";
import { tooMany } from "@/app/api/_http/rate-limit";
import { enrolAgent } from "@/lib/services/agents/enrol";

export const POST = signedRoute(
  async ({ request, input }) =>
    tooMany("stranger", request.address) ?? agentReply(await enrolAgent(request, input), 201),
);
