import type { AgentHttpRequest } from "@/app/api/_http/agent-route";
import { GET as bundle } from "@/app/api/agent/v1/bundles/[digest]/route";
import { POST as enrolment } from "@/app/api/agent/v1/enrolments/route";
import { POST as renewal } from "@/app/api/agent/v1/jobs/[id]/renewals/route";
import { POST as jobResult } from "@/app/api/agent/v1/jobs/[id]/results/route";
import { POST as poll } from "@/app/api/agent/v1/polls/route";
import { POST as report } from "@/app/api/agent/v1/reports/route";
import { POST as taskResult } from "@/app/api/agent/v1/tasks/[id]/results/route";
import { POST as unenrolment } from "@/app/api/agent/v1/unenrolments/route";
import { AGENT_API_PATH } from "@/lib/agent-api/protocol";

type Answer = (request: AgentHttpRequest) => Promise<Response>;

const ROUTES = [
  route("POST", "polls", poll),
  route("GET", "bundles/(?<digest>[\\w-]+)", bundle),
  route("POST", "jobs/(?<id>[\\w-]+)/renewals", renewal),
  route("POST", "jobs/(?<id>[\\w-]+)/results", jobResult),
  route("POST", "reports", report),
  route("POST", "tasks/(?<id>[\\w-]+)/results", taskResult),
  route("POST", "enrolments", enrolment),
  route("POST", "unenrolments", unenrolment),
];

/** What answers this agent; undefined for everything else, and for a path that is written in another way than agents write it. */
export function findAgentRoute(method = "", url = ""): Answer | undefined {
  if (!url.startsWith(AGENT_API_PATH)) return undefined;
  for (const { match } of ROUTES) {
    const answer = match(method, url);
    if (answer) return answer;
  }
  return undefined;
}

function route<Params>(
  method: string,
  path: string,
  run: (request: AgentHttpRequest, context: { params: Promise<Params> }) => Promise<Response>,
) {
  const whole = new RegExp(`^${AGENT_API_PATH}/${path}$`);
  const match = (asked: string, url: string): Answer | undefined => {
    const found = asked === method ? whole.exec(url) : null;
    return found
      ? (request) => run(request, { params: Promise.resolve({ ...found.groups } as Params) })
      : undefined;
  };
  return { match };
}
