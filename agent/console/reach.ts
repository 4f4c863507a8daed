import { z } from "zod";
import type { Transport } from "@/agent/console/transport";
import { AGENT_API_PATH, SERVER_TIME_HEADER } from "@/lib/agent-api/protocol";

const TIMEOUT_MS = 5_000;
const refusalSchema = z.object({ code: z.enum(["assertion-missing", "too-many-requests"]) });

/**
 * Whether the console itself answers, in words. The question is unsigned and refused: that alone proves the way to it, and
 * nothing is changed by it.
 */
export async function describeReach(transport: Transport, basePath: string): Promise<string> {
  const answer = await transport({
    method: "POST",
    path: `${basePath}${AGENT_API_PATH}/polls`,
    headers: { "content-type": "application/json", accept: "application/problem+json" },
    body: "{}",
    timeoutMs: TIMEOUT_MS,
  });
  if (!answer.ok) return answer.error.message;
  const { status, text } = answer.value;
  if (!refusalSchema.safeParse(parseJson(text)).success)
    return `something else answers there with status ${status}: a proxy, or not a Certmap console`;
  const skewMs = Date.now() - Date.parse(answer.value.header(SERVER_TIME_HEADER) ?? "");
  const skew = Math.round(Math.abs(skewMs) / 1000);
  if (Number.isNaN(skew) || skew < 5) return "answers";
  return `answers; this host's clock is ${skew} s ${skewMs > 0 ? "ahead" : "behind"}`;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
