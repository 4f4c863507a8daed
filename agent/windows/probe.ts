import type { Asked } from "@/agent/probe/ask-site";
import type { ProbePlace } from "@/agent/probe/place";
import { probeAnswerSchema } from "@/agent/windows/contract";
import type { Ask } from "@/agent/windows/runner";
import { ok, type Result } from "@/lib/errors";

/** WebExceptionStatus: nobody was there, in contrast to somebody who hung up. */
const NOT_THERE = ["ConnectFailure", "NameResolutionFailure", "Timeout"];

/**
 * One GET to a binding of this host, showing a certificate of LocalMachine\My. .NET takes the name for SNI from the Host header. Errors:
 * `probe-impossible`, those of the runner.
 */
export async function probeWithCertificate(
  ask: Ask,
  { host, port, hostHeader, path }: ProbePlace,
  certificate: string,
): Promise<Result<Asked>> {
  const address = `https://${host.includes(":") ? `[${host}]` : host}:${port}${path}`;
  const answer = await ask(
    { operation: "probe", address, hostName: hostHeader, certificate },
    probeAnswerSchema,
  );
  if (!answer.ok) return answer;
  const { status, body = "", failure = "" } = answer.value;
  if (status !== undefined)
    return ok({ reply: { kind: "response", status, body }, protocol: null, detail: `HTTP ${status}` });
  const kind = NOT_THERE.includes(failure) ? "unreachable" : "reset";
  return ok({ reply: { kind }, protocol: null, detail: failure });
}
