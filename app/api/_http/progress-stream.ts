import { internalProblem, problem } from "@/app/api/_http/problem";
import type { Result } from "@/lib/errors";

export interface ProgressWatch<Progress> {
  report: (progress: Progress) => void;
  /** Aborted when whoever asked has gone. */
  signal: AbortSignal;
}

/**
 * Long work as one answer that grows: lines of JSON, `{ "progress": ... }` while it goes on, and at the end `{ "answer": ... }` or
 * `{ "problem": ... }` as problem+json would say it. What is refused before it has begun is an ordinary problem. Whoever closes
 * the connection stops the work.
 */
export async function progressStream<Progress, Answer>(
  run: (watch: ProgressWatch<Progress>) => Promise<Result<Answer>>,
): Promise<Response> {
  const gone = new AbortController();
  const waiting: object[] = [];
  let say = (line: object): void => void waiting.push(line);
  let begin = () => {};
  const begun = new Promise<undefined>((resolve) => {
    begin = () => resolve(undefined);
  });
  const report = (progress: Progress) => {
    say({ progress });
    begin();
  };
  const refusal = run({ report, signal: gone.signal }).then(
    (result) => {
      if (!result.ok) return problem(result.error);
      say({ answer: result.value });
      return null;
    },
    (error) => internalProblem(error),
  );
  const early = await Promise.race([refusal, begun]);
  if (early) return early;

  const encoder = new TextEncoder();
  const body = new ReadableStream<Uint8Array>({
    async start(controller) {
      say = (line) => {
        if (!gone.signal.aborted) controller.enqueue(encoder.encode(`${JSON.stringify(line)}\n`));
      };
      for (const line of waiting) say(line);
      const late = await refusal;
      if (late) say({ problem: await late.json() });
      if (!gone.signal.aborted) controller.close();
    },
    cancel: () => gone.abort(),
  });
  // Not to be gathered by a proxy or a compressor: the lines are news.
  const headers = { "content-type": "application/x-ndjson", "cache-control": "no-store, no-transform" };
  return new Response(body, { headers });
}
