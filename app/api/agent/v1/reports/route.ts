import { agentReply, agentRoute } from "@/app/api/_http/agent-route";
import { recordReport } from "@/lib/services/agents/record-report";

export const POST = agentRoute(async ({ server, input }) => agentReply(await recordReport(server, input)));
