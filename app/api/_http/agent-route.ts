import { parseJson, type Readable, readBytes } from "@/app/api/_http/body";
import { internalProblem, problem } from "@/app/api/_http/problem";
import { tooMany } from "@/app/api/_http/rate-limit";
import { SERVER_TIME_HEADER } from "@/lib/agent-api/protocol";
import { addressOf } from "@/lib/auth/address";
import type { Result } from "@/lib/errors";
import {
  type AgentRequest,
  authenticateAgent,
  type EnrolledServer,
} from "@/lib/services/agents/authenticate";

/** An inventory of 10,000 mappings has about 25 MB. */
const BODY_LIMIT = 64 * 1024 * 1024;

export interface AgentCall<Params> {
  request: AgentRequest;
  params: Params;
  /** The body as JSON; undefined where there is none. */
  input: unknown;
  signal: AbortSignal;
}
type Context<Params> = { params: Promise<Params> };

/** As much of a `Request` as these routes read: Next.js hands them one, the agents' door something lighter. */
export type AgentHttpRequest = Readable & Pick<Request, "method" | "url" | "signal">;

/** A route for a request that proves itself (enrolment). Every answer carries the console's clock. */
export function signedRoute<Params = Record<string, never>>(
  run: (call: AgentCall<Params>) => Promise<Response>,
): (request: AgentHttpRequest, context: Context<Params>) => Promise<Response> {
  return async (request, context) => {
    const response = await guarded(request, context, run);
    response.headers.set(SERVER_TIME_HEADER, new Date().toISOString());
    return response;
  };
}

/** A route for an enrolled agent. */
export function agentRoute<Params = Record<string, never>>(
  run: (call: AgentCall<Params> & { server: EnrolledServer }) => Promise<Response>,
) {
  return signedRoute<Params>(async (call) => {
    const server = await authenticateAgent(call.request);
    if (!server.ok) return tooMany("stranger", call.request.address) ?? problem(server.error);
    return tooMany("agent", server.value.id) ?? run({ ...call, server: server.value });
  });
}

/** 204 for null, the problem for an error, else JSON. */
export function agentReply<T>(result: Result<T>, status = 200): Response {
  if (!result.ok) return problem(result.error);
  return result.value === null
    ? new Response(null, { status: 204 })
    : Response.json(result.value, { status });
}

async function guarded<Params>(
  request: AgentHttpRequest,
  context: Context<Params>,
  run: (call: AgentCall<Params>) => Promise<Response>,
): Promise<Response> {
  try {
    const bytes = await readBytes(request, BODY_LIMIT);
    if (!bytes.ok) return problem(bytes.error);
    const body = new TextDecoder().decode(bytes.value);
    const input = body === "" ? { ok: true as const, value: undefined } : parseJson(body);
    if (!input.ok) return problem(input.error);
    const { pathname, search } = new URL(request.url);
    return await run({
      request: {
        method: request.method,
        path: pathname + search,
        body,
        authorization: request.headers.get("authorization"),
        address: addressOf(request.headers),
      },
      params: await context.params,
      input: input.value,
      signal: request.signal,
    });
  } catch (error) {
    return internalProblem(error);
  }
}
