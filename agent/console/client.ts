import { randomUUID } from "node:crypto";
import { z } from "zod";
import type { ConsoleClock } from "@/agent/console/clock";
import type { HttpAnswer, Transport } from "@/agent/console/transport";
import type { Log } from "@/agent/log";
import type { AgentKeys } from "@/agent/state/keys";
import { ASSERTION_SCHEME, signAssertion } from "@/lib/agent-api/assertion";
import { AGENT_API_PATH, SERVER_TIME_HEADER } from "@/lib/agent-api/protocol";
import { ERRORS, type ErrorCode, fail, ok, type Result } from "@/lib/errors";

const ORDINARY_TIMEOUT_MS = 30_000;
/** The console refuses an assertion for its time only; with a clock corrected since, one more try is worth it. */
const CLOCK_CODES: readonly string[] = ["assertion-expired", "assertion-invalid"];

const problemSchema = z.object({
  code: z.string(),
  detail: z.string().optional(),
  title: z.string().optional(),
});

interface CallOptions {
  method?: "GET" | "POST";
  body?: unknown;
  timeoutMs?: number;
  signal?: AbortSignal;
}

/** Sends one signed request to the agents' API and turns every refusal into a coded error. */
export type Call = (path: string, options: CallOptions) => Promise<Result<HttpAnswer>>;

interface Caller {
  issuer: string;
  keys: AgentKeys;
  /** Fingerprint of the console's key: a proxy's name in the address does not matter. */
  audience: string;
  /** Path in front of the API where the console is not at the root of its host. */
  basePath: string;
}

export function createCall(caller: Caller, transport: Transport, clock: ConsoleClock, log: Log): Call {
  const send = async (path: string, options: CallOptions): Promise<Result<HttpAnswer>> => {
    const method = options.method ?? "POST";
    const fullPath = `${caller.basePath}${AGENT_API_PATH}${path}`;
    const body = options.body === undefined ? "" : JSON.stringify(options.body);
    const assertion = await signAssertion(
      { method, path: fullPath, body },
      {
        issuer: caller.issuer,
        privateKey: caller.keys.signing,
        audience: caller.audience,
        now: clock.now(),
        id: randomUUID(),
      },
    );
    const answer = await transport({
      method,
      path: fullPath,
      body,
      headers: {
        authorization: `${ASSERTION_SCHEME} ${assertion}`,
        accept: "application/json, application/problem+json",
        ...(body === "" ? {} : { "content-type": "application/json" }),
      },
      timeoutMs: options.timeoutMs ?? ORDINARY_TIMEOUT_MS,
      signal: options.signal,
    });
    if (!answer.ok) return answer;
    const skew = clock.learn(answer.value.header(SERVER_TIME_HEADER));
    if (skew !== undefined) log.warn("clock-skewed", { skewMs: skew });
    return answer.value.status < 300 ? answer : refusal(answer.value);
  };
  return async (path, options) => {
    const before = clock.skewMs();
    const answer = await send(path, options);
    const late =
      !answer.ok && CLOCK_CODES.includes(answer.error.code) && Math.abs(clock.skewMs() - before) > 1_000;
    return late ? send(path, options) : answer;
  };
}

/** A refusal in the console's own words; whatever is not from the console itself (a proxy's page) counts as away. */
function refusal({ status, text }: HttpAnswer): ReturnType<typeof fail> {
  const problem = problemSchema.safeParse(parseJson(text));
  if (problem.success && Object.hasOwn(ERRORS, problem.data.code) && status < 500) {
    const code = problem.data.code as ErrorCode;
    return fail(code, problem.data.detail ?? problem.data.title ?? ERRORS[code][1]);
  }
  return fail("console-unreachable", `The console, or a proxy before it, answered with status ${status}.`);
}

/** Checks an answer's body against the contract. */
export function parseAnswer<T>(answer: HttpAnswer, schema: z.ZodType<T>): Result<T> {
  const parsed = schema.safeParse(parseJson(answer.text));
  if (parsed.success) return ok(parsed.data);
  const issue = parsed.error.issues[0];
  return fail(
    "console-answer-malformed",
    `The console's answer cannot be understood (${issue?.path.join(".") || "body"}: ${issue?.message ?? "not JSON"}). Update the agent or the console.`,
  );
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
