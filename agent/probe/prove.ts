import type { ApplyContext } from "@/agent/apply/context";
import type { ProbeRequest } from "@/lib/agent-api/tasks";
import { fail, ok, type Result } from "@/lib/errors";

/** A web server takes a changed configuration up within a few seconds, one by one in each worker. */
const TRIES = 8;
const WAIT_MS = 2_000;

/** Probes until the prediction comes true, for about a quarter of a minute. Errors: `probe-failed`, `probe-impossible`. */
export async function prove(
  scope: string,
  request: ProbeRequest,
  { prober, pace }: Pick<ApplyContext, "prober" | "pace">,
): Promise<Result<string>> {
  const never = new AbortController().signal;
  for (let left = TRIES - 1; ; left -= 1) {
    const probed = await prober.probe(scope, request);
    if (!probed.ok) return probed;
    if (probed.value.asPredicted) return ok(`${probed.value.detail} Configuration verified, not sign-in.`);
    if (left === 0)
      return fail("probe-failed", `The site does not answer as predicted. ${probed.value.detail}`);
    await pace.wait(WAIT_MS, never);
  }
}
