import { subscribe, unsubscribe } from "node:diagnostics_channel";
import type { IncomingMessage, Server, ServerResponse } from "node:http";
import { promisify } from "node:util";
import { gzip } from "node:zlib";
import type { AgentHttpRequest } from "@/app/api/_http/agent-route";
import { ANSWER_HEADERS, API_HEADERS } from "@/app/api/_http/answer-headers";
import { findAgentRoute } from "./routes";

const CHANNEL = "http.server.request.start";
const zip = promisify(gzip);
/** To zip the bundle of a few mappings takes longer than to send the third of it that is saved: certificates hardly shrink. */
const ZIPPED_FROM_BYTES = 32 * 1024;
const HEADERS = Object.entries({ ...ANSWER_HEADERS, ...API_HEADERS });

/**
 * Lets agents in by a door of their own: their requests go straight to their routes. Next.js, which does more for a page than for
 * four small questions of each of a thousand servers, takes everything else, and answers the same where this door is not open.
 * Node names a server with its first request, before anybody hears of that.
 */
export function openAgentDoor(): void {
  const onRequest = (message: unknown) => {
    unsubscribe(CHANNEL, onRequest);
    putInFront((message as { server: Server }).server);
  };
  subscribe(CHANNEL, onRequest);
}

/** Answers agents' requests; all others go on to whoever listened so far. */
export function putInFront(server: Server): void {
  const others = server.listeners("request");
  server.removeAllListeners("request");
  server.on("request", (request: IncomingMessage, response: ServerResponse) => {
    const answer = findAgentRoute(request.method, request.url);
    if (answer) void answer(readable(request, response)).then((said) => send(request, response, said));
    else for (const other of others) other.call(server, request, response);
  });
}

function readable(request: IncomingMessage, response: ServerResponse): AgentHttpRequest {
  const away = new AbortController();
  response.once("close", () => {
    if (!response.writableFinished) away.abort();
  });
  const { method = "", url = "", headers } = request;
  return {
    method,
    url: `http://console${url}`,
    headers: { get: (name) => headers[name]?.toString() ?? null },
    // What is not read any more must not take the connection down before the answer is sent.
    body: method === "GET" ? null : request.iterator({ destroyOnReturn: false }),
    signal: away.signal,
  };
}

async function send(request: IncomingMessage, response: ServerResponse, answer: Response): Promise<void> {
  const plain = Buffer.from(await answer.arrayBuffer());
  const zipped =
    plain.length >= ZIPPED_FROM_BYTES &&
    /\bgzip\b/.test(request.headers["accept-encoding"]?.toString() ?? "");
  const body = zipped ? await zip(plain) : plain;
  // Whoever asked is gone.
  if (response.destroyed) return;
  response.statusCode = answer.status;
  for (const [name, value] of HEADERS) response.setHeader(name, value);
  if (zipped) response.setHeader("content-encoding", "gzip");
  response.setHeaders(answer.headers).end(body);
}
