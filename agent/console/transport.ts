import { Agent as HttpAgent, request as httpRequest, type IncomingMessage } from "node:http";
import { Agent as HttpsAgent, request as httpsRequest } from "node:https";
import { rootCertificates } from "node:tls";
import { gunzip } from "node:zlib";
import { proxyFor, tunnelAgent } from "@/agent/console/proxy";
import { fail, ok, type Result } from "@/lib/errors";

interface HttpRequest {
  method: "GET" | "POST";
  /** As sent, from the root of the console's host. */
  path: string;
  headers: Record<string, string>;
  body: string;
  timeoutMs: number;
  signal?: AbortSignal;
}

export interface HttpAnswer {
  status: number;
  header(name: string): string | undefined;
  text: string;
}

/** Sends one request; every failure to get an answer is `console-unreachable`. */
export type Transport = (request: HttpRequest) => Promise<Result<HttpAnswer>>;

/** Beyond any answer of the contract; a proxy's endless error page must not fill the memory. */
const LARGEST_ANSWER = 64 * 1024 * 1024;

/**
 * node:http rather than fetch: it takes a CA and a tunnel without a dependency, and also works where fetch does not
 * (under Wine). A connection is used once: requests are rare, and one that a proxy has dropped meanwhile would look like a
 * console that is away. `keepAlive` is for who plays many agents at once. `ca`: a PEM file's content, trusted beside the usual
 * authorities.
 */
export function createTransport(
  console: URL,
  options: { ca?: string; env: NodeJS.ProcessEnv; keepAlive?: boolean },
): Transport {
  const tls = options.ca === undefined ? {} : { ca: [...rootCertificates, options.ca] };
  const proxy = proxyFor(console, options.env);
  const secure = console.protocol === "https:";
  const agent = !secure
    ? new HttpAgent({ keepAlive: options.keepAlive ?? false })
    : proxy
      ? tunnelAgent(proxy, tls)
      : new HttpsAgent({ keepAlive: false, ...tls });
  return (request) =>
    new Promise((resolve) => {
      const body = Buffer.from(request.body, "utf8");
      const outgoing = (secure ? httpsRequest : httpRequest)({
        host: console.hostname.replace(/^\[|\]$/g, ""),
        port: console.port || (secure ? 443 : 80),
        agent,
        method: request.method,
        path: request.path,
        headers: { ...request.headers, "accept-encoding": "gzip", "content-length": String(body.length) },
        signal: request.signal,
      });
      const deadline = setTimeout(() => outgoing.destroy(new Error("no answer in time")), request.timeoutMs);
      const settle = (result: Result<HttpAnswer>): void => {
        clearTimeout(deadline);
        resolve(result);
      };
      outgoing.once("error", (error) => settle(unreachable(console, error)));
      outgoing.once("response", (answer) => {
        readAnswer(answer).then(
          (text) => settle(ok(toAnswer(answer, text))),
          (error: unknown) => {
            outgoing.destroy();
            settle(unreachable(console, error));
          },
        );
      });
      outgoing.end(body);
    });
}

async function readAnswer(answer: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of answer as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > LARGEST_ANSWER) throw new Error("the answer is too large");
    chunks.push(chunk);
  }
  const raw = Buffer.concat(chunks);
  const zipped = answer.headers["content-encoding"] === "gzip" && raw.length > 0;
  return (zipped ? await unzip(raw) : raw).toString("utf8");
}

function unzip(raw: Buffer): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    gunzip(raw, { maxOutputLength: LARGEST_ANSWER }, (error, plain) =>
      error ? reject(error) : resolve(plain),
    );
  });
}

function toAnswer(answer: IncomingMessage, text: string): HttpAnswer {
  return {
    status: answer.statusCode ?? 0,
    header: (name) => {
      const value = answer.headers[name];
      return Array.isArray(value) ? value[0] : value;
    },
    text,
  };
}

/** What to do about a refusal of the console's certificate, by Node's code for it. */
const HINTS: readonly [RegExp, string][] = [
  [/ALTNAME/, " Its certificate is for another name: use the name that the certificate has."],
  [/CERT_HAS_EXPIRED|CERT_NOT_YET_VALID/, " Its certificate is out of date, or this host's clock is."],
  [
    /CERT|SELF_SIGNED|UNABLE_TO_/,
    " Its certificate is not trusted here: name your authority's certificate with --ca-file at enrolment.",
  ],
];

function unreachable(console: URL, error: unknown): ReturnType<typeof fail> {
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  const why = code || (error instanceof Error ? error.message : "unknown");
  const hint = HINTS.find(([pattern]) => pattern.test(code))?.[1] ?? "";
  return fail("console-unreachable", `${console.origin} does not answer (${why}).${hint}`);
}
