import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { GET as bundle } from "@/app/api/agent/v1/bundles/[digest]/route";
import { POST as enrol } from "@/app/api/agent/v1/enrolments/route";
import { POST as renew } from "@/app/api/agent/v1/jobs/[id]/renewals/route";
import { POST as result } from "@/app/api/agent/v1/jobs/[id]/results/route";
import { POST as poll } from "@/app/api/agent/v1/polls/route";
import { POST as report } from "@/app/api/agent/v1/reports/route";
import { POST as taskResult } from "@/app/api/agent/v1/tasks/[id]/results/route";
import { AGENT_API_PATH } from "@/lib/agent-api/protocol";
import { problemSchema } from "@/lib/api/problem";

export interface Call {
  method: string;
  path: string;
  authorization: string;
  body: string;
}
export interface Answered extends Call {
  status: number;
  /** Of a refusal; else "ok". */
  code: string;
  said: string;
}

/** The console's real routes behind a wire that a test may listen to, cut and falsify. */
export class Wire {
  /** Everything that was answered, in order. */
  readonly answered: Answered[] = [];
  /** Paths of the requests that were cut before the console saw them. */
  readonly turnedAway: string[] = [];
  /** Cuts every connection, as a console that is away does. */
  down = false;
  /** Falsifies a request on its way to the console; undefined cuts it. */
  onRequest: (call: Call) => Call | undefined | Promise<Call | undefined> = (call) => call;
  /** False: the answer is lost on its way back. */
  onAnswer: (answered: Answered) => boolean = () => true;
  /** Speaks as consoles did before a bundle came along with its job. */
  older = false;
  /** A proxy's patience with a request, in milliseconds. */
  patienceMs = 60_000;
  /** How long the console holds a poll, in milliseconds; what it has to say comes at once all the same. */
  holdMs = 60_000;

  private constructor(
    private readonly server: Server,
    readonly url: string,
  ) {}

  static async start(): Promise<Wire> {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const wire = new Wire(server, `http://127.0.0.1:${(server.address() as AddressInfo).port}`);
    server.on("request", (request, response) => void wire.handle(request, response));
    return wire;
  }

  async stop(): Promise<void> {
    this.cut();
    await new Promise((resolve) => this.server.close(resolve));
  }

  /** Breaks every connection, held polls too: what was set above holds from here on. */
  cut(): void {
    this.server.closeAllConnections();
  }

  /** Asks the console itself, past everything that the wire does. */
  async ask(call: Call, signal?: AbortSignal): Promise<Response> {
    const [noun = "", id = "", verb = ""] = call.path.slice(AGENT_API_PATH.length + 1).split("/");
    const held = noun === "polls" ? [AbortSignal.timeout(this.holdMs)] : [];
    const request = new Request(`${this.url}${call.path}`, {
      method: call.method,
      headers: { "content-type": "application/json", authorization: call.authorization },
      ...(call.method !== "GET" && { body: call.body }),
      signal: AbortSignal.any([...held, ...(signal ? [signal] : [])]),
    });
    if (noun === "bundles") return bundle(request, { params: Promise.resolve({ digest: id }) });
    if (noun === "jobs")
      return (verb === "renewals" ? renew : result)(request, { params: Promise.resolve({ id }) });
    if (noun === "tasks") return taskResult(request, { params: Promise.resolve({ id }) });
    const route = { enrolments: enrol, polls: poll, reports: report }[noun];
    return route ? route(request, { params: Promise.resolve({}) }) : new Response(null, { status: 404 });
  }

  private async handle(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    const gone = new AbortController();
    response.once("close", () => gone.abort());
    const patience = setTimeout(() => response.destroy(), this.patienceMs);
    const chunks: Buffer[] = [];
    for await (const chunk of incoming) chunks.push(chunk as Buffer);
    const call = this.down
      ? undefined
      : await this.onRequest({
          method: incoming.method ?? "",
          path: incoming.url ?? "",
          authorization: incoming.headers.authorization ?? "",
          body: Buffer.concat(chunks).toString("utf8"),
        });
    if (call === undefined) {
      this.turnedAway.push(incoming.url ?? "");
      return void response.destroy();
    }
    const answer = await this.ask(call, gone.signal);
    clearTimeout(patience);
    const whole = await answer.text();
    const text = this.older && call.path.endsWith("/polls") ? withoutBundle(whole) : whole;
    const code = answer.ok
      ? "ok"
      : (problemSchema.safeParse(JSON.parse(text || "{}")).data?.code ?? "unknown");
    const answered = { ...call, status: answer.status, code, said: text };
    this.answered.push(answered);
    if (!this.onAnswer(answered)) return void response.destroy();
    response.writeHead(answer.status, Object.fromEntries(answer.headers)).end(text);
  }
}

function withoutBundle(text: string): string {
  const { bundle: _, ...rest } = JSON.parse(text || "null") ?? {};
  return text && JSON.stringify(rest);
}
