import type { Problem } from "@/lib/api/problem";
import { type CodedError, ERRORS } from "@/lib/errors";
import { jsonLine } from "@/lib/json-line";

/** RFC 9457. One table gives status and title; the sentence is the verb's. */
export function problem(error: CodedError, headers?: HeadersInit): Response {
  const [status, title] = ERRORS[error.code];
  const { code, message, line, column, field, errors } = error;
  const body: Problem = {
    type: `urn:certmap:error:${code}`,
    title,
    status,
    code,
    detail: message,
    ...(line !== undefined && { line }),
    ...(column !== undefined && { column }),
    ...(field !== undefined && { field }),
    ...(errors && {
      errors: errors.map(({ code, message, field }) => ({ code, message, ...(field && { field }) })),
    }),
  };
  return new Response(JSON.stringify(body), {
    status,
    headers: { ...headers, "content-type": "application/problem+json", "cache-control": "no-store" },
  });
}

/** A bug: the log gets it, the caller gets a number to find it by, and never its text. */
export function internalProblem(error: unknown, headers?: HeadersInit): Response {
  const reference = crypto.randomUUID();
  console.error(jsonLine({ level: "error", event: "request-failed", reference, error: describe(error) }));
  return problem(
    { code: "internal", message: `Something went wrong. Look for ${reference} in the console's log.` },
    headers,
  );
}

function describe(error: unknown): string {
  return error instanceof Error ? `${error.name}: ${error.stack ?? error.message}` : String(error);
}
