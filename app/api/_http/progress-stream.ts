import { internalProblem, problem } from "@/app/api/_http/problem";
import type { Result } from "@/lib/errors";

export interface ProgressWatch<Progress> {
  report: (progress: Progress) => void;
  /** Aborted when whoever asked has gone. */
  signal: AbortSignal;
}

/**
 * Long work as one answer that grows: lines of JSON, `{ "progress": ... }` while it goes on, and at the end `{ "answer": ... }` or
 * `{ "problem": ... }` as problem+json would say it. Whoever closes the connection stops the work.
 */
export function progressStream<Progress, Answer>(
  run: (watch: ProgressWatch<Progress>) => Promise<Result<Answer>>,
): Response {
  const encoder = new TextEncoder();
  const gone = new AbortController();
  const body = new ReadableStream<Uint8Array>({
    async start(controller) {
      const say = (line: object) => {
        if (!gone.signal.aborted) controller.enqueue(encoder.encode(`${JSON.stringify(line)}\n`));
      };
      const last = await run({ report: (progress) => say({ progress }), signal: gone.signal }).then(
        (result) => (result.ok ? { answer: result.value } : problem(result.error).json()),
        (error) => internalProblem(error).json(),
      );
      const line = await last;
      say("answer" in line ? line : { problem: line });
      if (!gone.signal.aborted) controller.close();
    },
    cancel: () => gone.abort(),
  });
  // Not to be gathered by a proxy or a compressor: the lines are news.
  const headers = { "content-type": "application/x-ndjson", "cache-control": "no-store, no-transform" };
  return new Response(body, { headers });
}
