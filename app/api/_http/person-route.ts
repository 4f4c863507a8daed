import { isStorable, parseJsonBytes, readBytes, unstorable } from "@/app/api/_http/body";
import { once } from "@/app/api/_http/once";
import { internalProblem, problem } from "@/app/api/_http/problem";
import { tooMany } from "@/app/api/_http/rate-limit";
import type { Actor } from "@/lib/auth/actor";
import { addressOf } from "@/lib/auth/address";
import { tokenActor } from "@/lib/auth/api-token";
import { currentActor } from "@/lib/auth/current-actor";
import { isOwnOrigin } from "@/lib/auth/origin";
import { env } from "@/lib/env";
import { fail, ok, type Result } from "@/lib/errors";
import { recordRefusal } from "@/lib/services/audit-events/record-refusal";

const JSON_LIMIT = 1024 * 1024;

/** What a verb of the public API gets to work with. */
export interface PersonRequest<Params> {
  actor: Actor;
  params: Params;
  /** The query string as an object; the last of a repeated name counts. */
  query: Record<string, string>;
  /** The body as JSON, of 1 MiB where no other limit is given. Errors: `unsupported-media-type`, `body-too-large`, `malformed-json`. */
  json(limit?: number): Promise<Result<unknown>>;
  /** The body as bytes. Errors: `unsupported-media-type`, `body-too-large`. */
  bytes(limit: number): Promise<Result<Uint8Array>>;
  /** The version of If-Match, null when there is none or it is not one of ours. */
  version: number | null;
  headers: Headers;
  /** Aborts when the browser has gone. */
  signal: AbortSignal;
}

type Context<Params> = { params: Promise<Params> };

/**
 * A route for a signed-in person or a script with an API token: session, then own origin for whatever changes something (a cookie alone is never enough),
 * then the verb. Bugs become a problem with a reference. `showsSecret`: its answer has a secret that is shown once, and is never kept.
 */
export function personRoute<Params = Record<string, never>>(
  run: (request: PersonRequest<Params>) => Promise<Response>,
  { showsSecret = false }: { showsSecret?: boolean } = {},
): (request: Request, context: Context<Params>) => Promise<Response> {
  return async (request, context) => {
    try {
      const who = await actorOf(request);
      if (!who.ok) return tooMany("stranger", addressOf(request.headers)) ?? problem(who.error);
      const actor = who.value;
      const refused = tooMany("actor", `${actor.kind} ${actor.id}`);
      if (refused !== null) return refused;
      const query = Object.fromEntries(new URL(request.url).searchParams);
      const params = await context.params;
      if (!isStorable(query) || !isStorable(params)) return problem(unstorable().error);
      const answer = (request: Request) =>
        run({
          ...{ actor, params, query },
          json: (limit) => readJson(request, limit),
          bytes: (limit) => readRaw(request, limit),
          version: readVersion(request.headers.get("if-match")),
          headers: request.headers,
          signal: request.signal,
        });
      const response =
        request.method === "POST" && request.headers.has("idempotency-key")
          ? await once(actor, request, { showsSecret }, answer)
          : await answer(request);
      if (response.status === 403)
        await recordRefusal(actor, `${request.method} ${new URL(request.url).pathname}`);
      return response;
    } catch (error) {
      return internalProblem(error);
    }
  };
}

/**
 * A script names itself by a token, which no browser sends by itself; a person by the session, and then whatever changes something
 * must come from our own pages.
 */
async function actorOf(request: Request): Promise<Result<Actor>> {
  const authorization = request.headers.get("authorization");
  if (authorization !== null) return tokenActor(authorization, addressOf(request.headers));
  if (!isSafe(request.method) && !isOwnOrigin(request.headers, env().publicUrl))
    return fail("cross-site-request", "Requests that change something must come from Certmap's own pages.");
  const actor = await currentActor();
  return actor === null ? fail("not-signed-in", "Sign in, then repeat this.") : ok(actor);
}

/** The value as JSON, or the error as problem+json. */
export function reply<T>(result: Result<T>, status = 200, headers?: HeadersInit): Response {
  if (!result.ok) return problem(result.error);
  if (result.value === null) return new Response(null, { status: 204 });
  return Response.json(result.value, { status, headers: { "cache-control": "no-store", ...headers } });
}

export async function readJson(request: Request, limit = JSON_LIMIT): Promise<Result<unknown>> {
  if (!request.headers.get("content-type")?.startsWith("application/json"))
    return fail("unsupported-media-type", "Send the body as application/json.");
  const bytes = await readBytes(request, limit);
  return bytes.ok ? parseJsonBytes(bytes.value) : bytes;
}

async function readRaw(request: Request, limit: number): Promise<Result<Uint8Array>> {
  if (request.headers.get("content-type") !== "application/octet-stream")
    return fail("unsupported-media-type", "Send the file's bytes as application/octet-stream.");
  const bytes = await readBytes(request, limit);
  return bytes.ok ? ok(bytes.value) : bytes;
}

function readVersion(ifMatch: string | null): number | null {
  const version = /^"(\d{1,9})"$/.exec(ifMatch ?? "")?.[1];
  return version === undefined ? null : Number(version);
}

function isSafe(method: string): boolean {
  return method === "GET" || method === "HEAD";
}
