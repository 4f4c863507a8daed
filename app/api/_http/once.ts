import { readBytes } from "@/app/api/_http/body";
import { problem } from "@/app/api/_http/problem";
import type { Actor } from "@/lib/auth/actor";
import { keepAnswer, releaseKey } from "@/lib/services/idempotency-keys/settle";
import { takeKey } from "@/lib/services/idempotency-keys/take";

/** The largest body that any route takes; each route has its own limit below it. */
const BODY_LIMIT = 64 * 1024 * 1024;
/** A longer answer is not kept. */
const ANSWER_LIMIT = 1024 * 1024;

/**
 * Runs a POST with an Idempotency-Key once: the same request with the same key gets the answer that was given. A refusal changed nothing,
 * so that its key is free again; after an error of ours (5xx) or a crash nobody knows, so that a repetition is refused. An answer
 * that shows a secret is not kept.
 */
export async function once(
  actor: Actor,
  request: Request,
  { showsSecret }: { showsSecret: boolean },
  answer: (request: Request) => Promise<Response>,
): Promise<Response> {
  const key = request.headers.get("idempotency-key") ?? "";
  const bytes = await readBytes(request, BODY_LIMIT);
  if (!bytes.ok) return problem(bytes.error);
  const { method, url, headers, signal } = request;
  const { pathname, search } = new URL(url);
  const taken = await takeKey(actor, key, {
    ...{ method, path: pathname + search, body: bytes.value },
    headers: ["content-type", "if-match", "x-file-name"].map((name) => headers.get(name)),
  });
  if (!taken.ok) return problem(taken.error);
  if (taken.value !== null) return replayed(taken.value);
  const body = bytes.value.length === 0 ? null : Buffer.from(bytes.value);
  const response = await answer(new Request(url, { method, headers, signal, body }));
  if (response.status >= 500) return response;
  if (!response.ok) await releaseKey(actor, key);
  else {
    const text = showsSecret ? undefined : await textOf(response);
    await keepAnswer(actor, key, { status: response.status, body: text });
  }
  return response;
}

function replayed({ status, body }: { status: number; body: string | null }): Response {
  const headers = {
    ...(body !== null && { "content-type": "application/json" }),
    ...{ "cache-control": "no-store", "idempotency-replayed": "true" },
  };
  return new Response(body, { status, headers });
}

/** Null where there is no body; undefined for what is not kept. */
async function textOf(response: Response): Promise<string | null | undefined> {
  if (response.body === null) return null;
  if (response.headers.get("content-type") !== "application/json") return undefined;
  const text = await response.clone().text();
  return text.length > ANSWER_LIMIT ? undefined : text;
}
