import type { ApplyContext } from "@/agent/apply/context";
import type { ProbeRequest, ProbeResult } from "@/lib/agent-api/tasks";
import { fail, ok, type Result } from "@/lib/errors";

/** A web server takes a changed configuration up within a few seconds, one by one in each worker. */
const TRIES = 8;
const WAIT_MS = 2_000;

/** Each binding that a push asks. */
export function bindingsToAsk({ also = [], unasked: _, ...first }: ProbeRequest): ProbeRequest[] {
  return [first, ...also];
}

/**
 * Probes every binding until its prediction has come true, for about a quarter of a minute in all, and says what came of each.
 * Errors: `probe-failed`, `probe-impossible`.
 */
export async function prove(
  scope: string,
  request: ProbeRequest,
  { prober, pace }: Pick<ApplyContext, "prober" | "pace">,
): Promise<Result<string>> {
  const never = new AbortController().signal;
  const asked = bindingsToAsk(request);
  const results = asked.map((): Result<ProbeResult> | null => null);
  for (let left = TRIES - 1; ; left -= 1) {
    await Promise.all(
      asked.map(async (each, index) => {
        const before = results[index];
        if (before?.ok && before.value.asPredicted) return;
        results[index] = await prober.probe(scope, each);
      }),
    );
    const told: ProbeResult[] = [];
    for (const probed of results) {
      if (probed === null || probed === undefined) continue;
      if (!probed.ok) return probed;
      told.push(probed.value);
    }
    const wrong = told.filter(({ asPredicted }) => !asPredicted);
    if (wrong.length === 0) return ok(`${sayAll(told, request)} Configuration verified, not sign-in.`);
    if (left === 0)
      return fail("probe-failed", `The site does not answer as predicted. ${sayAll(wrong, request)}`);
    await pace.wait(WAIT_MS, never);
  }
}

/** One binding needs no name: the job has it. */
function sayAll(told: readonly ProbeResult[], { also = [], unasked = 0 }: ProbeRequest): string {
  const said = told.map(({ binding, detail }) => (also.length > 0 ? `${binding}: ${detail}` : detail));
  return [...said, ...(unasked > 0 ? [`Not asked: ${unasked} more https bindings of the site.`] : [])].join(
    " ",
  );
}
