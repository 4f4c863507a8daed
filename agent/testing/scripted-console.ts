import { randomUUID } from "node:crypto";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { createServer as createTlsServer } from "node:https";
import type { AddressInfo } from "node:net";
import { gzipSync } from "node:zlib";
import { exportJWK, generateKeyPair, type JWK } from "jose";
import {
  type PlanOptions,
  type PushedJob,
  type PushOptions,
  signPlanned,
  signPush,
} from "@/agent/testing/push";
import { ASSERTION_SCHEME, ENROLMENT_ISSUER, verifyAssertion } from "@/lib/agent-api/assertion";
import {
  type EnrolmentRequest,
  enrolmentRequestSchema,
  unenrolmentRequestSchema,
} from "@/lib/agent-api/enrolment";
import {
  type JobResultRequest,
  jobResultRequestSchema,
  leaseProofSchema,
  type PollRequest,
  pollRequestSchema,
  type ReportRequest,
  reportRequestSchema,
} from "@/lib/agent-api/jobs";
import { keyFingerprint, type SigningKey } from "@/lib/agent-api/keys";
import { AGENT_API_PATH, SERVER_TIME_HEADER } from "@/lib/agent-api/protocol";
import { type Task, type TaskResultRequest, taskResultRequestSchema } from "@/lib/agent-api/tasks";
import { type CodedError, ERRORS, type ErrorCode } from "@/lib/errors";

/** How long this console holds a poll; short, so that a test that stops an agent does not wait. */
const HOLD_MS = 500;

interface Seen {
  method: string;
  path: string;
}

/**
 * A console that speaks the contract with real keys and signatures and keeps everything in memory. It is the other half of
 * the conformance run: whatever it refuses, the real one refuses too.
 */
export class ScriptedConsole {
  readonly serverId = randomUUID();
  readonly tokens = new Map<string, "valid" | "expired" | "used">([["good-token", "valid"]]);
  readonly jobs: PushedJob[] = [];
  /** Each is given out once. */
  readonly tasks: Task[] = [];
  /** Signed plans by digest, fetched like bundles. */
  readonly plans = new Map<string, string>();
  readonly taskResults = new Map<string, TaskResultRequest>();
  readonly reports: ReportRequest[] = [];
  readonly polls: PollRequest[] = [];
  readonly requests: Seen[] = [];
  enrolment: EnrolmentRequest | undefined;
  approved = true;
  /** The agent said that it leaves. */
  left = false;
  /** Whether a poll tells that the agent waits, or is just held like any other. */
  tellsPending = true;
  allowedSites: string[] = [];
  sequence = 0;
  /** The key that the enrolment's answer shows, when it shall not be this console's. */
  shownKey: SigningKey | undefined;
  /** Added to this console's clock. */
  clockMs = 0;
  /** Cuts every connection, as a console that is away does. */
  down = false;
  /** Whether a bundle comes along with its job; an older console does not do that. */
  carries = true;
  /** Answers instead of the console; undefined lets the request through. */
  intercept: ((seen: Seen) => ErrorCode | number | undefined | Promise<undefined>) | undefined;
  private readonly seenIds = new Set<string>();
  private newestEpoch = 0;
  private readonly waiting = new Set<() => void>();

  private constructor(
    private readonly server: Server,
    readonly url: string,
    private readonly privateKey: JWK,
    readonly publicKey: SigningKey,
    readonly fingerprint: string,
  ) {}

  static async start(tls?: { key: string; cert: string }): Promise<ScriptedConsole> {
    const server = tls ? createTlsServer(tls) : createServer();
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const { port } = server.address() as AddressInfo;
    const pair = await generateKeyPair("EdDSA", { extractable: true });
    const { kty, crv, x } = await exportJWK(pair.publicKey);
    const publicKey = { kty, crv, x } as SigningKey;
    const privateKey = await exportJWK(pair.privateKey);
    const url = `${tls ? "https" : "http"}://127.0.0.1:${port}`;
    const made = new ScriptedConsole(server, url, privateKey, publicKey, await keyFingerprint(publicKey));
    server.on("request", (request, response) => {
      made.handle(request, response).catch((error: unknown) => {
        response.destroy();
        throw error;
      });
    });
    return made;
  }

  async stop(): Promise<void> {
    for (const wake of this.waiting) wake();
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  /** Signs a bundle and gives it to the agent at its next poll. */
  async push(options: PushOptions): Promise<PushedJob> {
    const sealingKey = this.enrolment?.sealingKey;
    if (!sealingKey) throw new Error("Enrol an agent first.");
    const { serverId, privateKey } = this;
    this.sequence += 1;
    const job = await signPush(options, { serverId, privateKey, sealingKey, sequence: this.sequence });
    this.jobs.push(job);
    for (const wake of this.waiting) wake();
    return job;
  }

  /** Gives a task to the agent at its next poll. */
  ask(task: Omit<Task, "id">): string {
    const id = randomUUID();
    this.tasks.push({ id, ...task });
    for (const wake of this.waiting) wake();
    return id;
  }

  /** Signs a push to be looked at, and asks the agent what it would do. */
  async askPlan(options: PlanOptions): Promise<{ id: string; jws: string }> {
    const { serverId, privateKey } = this;
    const id = randomUUID();
    const { scope, jws, digest } = await signPlanned(options, { serverId, privateKey, taskId: id });
    this.plans.set(digest, jws);
    this.tasks.push({ id, kind: "plan", scope, input: { bundleDigest: digest } });
    for (const wake of this.waiting) wake();
    return { id, jws };
  }

  private now(): Date {
    return new Date(Date.now() + this.clockMs);
  }

  private async handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const body = Buffer.concat(chunks).toString("utf8");
    const seen = { method: request.method ?? "", path: request.url ?? "" };
    this.requests.push(seen);
    if (this.down) return void response.destroy();
    const instead = await this.intercept?.(seen);
    if (typeof instead === "number")
      return void response.writeHead(instead).end("<html>a proxy's page</html>");
    if (instead !== undefined) return this.refuse(response, instead);
    const path = seen.path.slice(AGENT_API_PATH.length);
    const enrolling = path === "/enrolments";
    const refusal = await this.authenticate(request.headers.authorization, { ...seen, body }, enrolling);
    if (refusal) return this.refuse(response, refusal);
    const answered = enrolling ? this.enrol(body, response) : this.route(seen.method, path, body, response);
    await answered;
  }

  private async authenticate(
    authorization: string | undefined,
    request: { method: string; path: string; body: string },
    enrolling: boolean,
  ): Promise<ErrorCode | undefined> {
    const [scheme, token] = (authorization ?? "").split(" ");
    if (scheme !== ASSERTION_SCHEME || token === undefined) return "assertion-missing";
    const key = enrolling
      ? enrolmentRequestSchema.parse(JSON.parse(request.body)).signingKey
      : this.enrolment?.signingKey;
    if (!key) return "agent-unknown";
    try {
      const by = { publicKey: key, audience: this.fingerprint, now: this.now().getTime() };
      const claims = await verifyAssertion(token, request, by);
      if (claims.iss !== (enrolling ? ENROLMENT_ISSUER : this.serverId)) return "agent-unknown";
      if (this.seenIds.has(claims.jti)) return "assertion-replayed";
      this.seenIds.add(claims.jti);
      return undefined;
    } catch {
      return "assertion-invalid";
    }
  }

  private enrol(body: string, response: ServerResponse): void {
    const request = enrolmentRequestSchema.parse(JSON.parse(body));
    const state = this.tokens.get(request.token);
    if (state !== "valid") {
      this.refuse(response, state === undefined ? "token-invalid" : (`token-${state}` as const));
      return;
    }
    this.tokens.set(request.token, "used");
    this.enrolment = request;
    const { serverId, allowedSites } = this;
    const consoleKey = this.shownKey ?? this.publicKey;
    this.answer(response, 201, {
      serverId,
      state: this.approved ? "approved" : "pending",
      consoleKey,
      allowedSites,
    });
  }

  private async route(method: string, path: string, body: string, response: ServerResponse): Promise<void> {
    const [, noun, id, verb] = path.split("/");
    if (method === "POST" && noun === "polls")
      return this.poll(pollRequestSchema.parse(JSON.parse(body)), response);
    if (method === "POST" && noun === "unenrolments") {
      unenrolmentRequestSchema.parse(JSON.parse(body));
      this.left = true;
      return this.answer(response, 204);
    }
    if (!this.approved) return this.refuse(response, "agent-not-approved");
    if (method === "POST" && noun === "reports") {
      this.reports.push(reportRequestSchema.parse(JSON.parse(body)));
      return this.answer(response, 204);
    }
    if (method === "GET" && noun === "bundles") {
      const job = this.jobs.find((candidate) => candidate.bundleDigest === id);
      const jws = job?.jws ?? this.plans.get(id ?? "");
      return jws === undefined ? this.refuse(response, "not-found") : this.text(response, jws);
    }
    if (noun === "tasks" && verb === "results" && id !== undefined) {
      this.taskResults.set(id, taskResultRequestSchema.parse(JSON.parse(body)));
      return this.answer(response, 204);
    }
    const job = this.jobs.find((candidate) => candidate.id === id);
    if (!job) return this.refuse(response, "not-found");
    if (verb === "renewals") {
      const proof = leaseProofSchema.parse(JSON.parse(body));
      return holds(job, proof) ? this.answer(response, 204) : this.refuse(response, "lease-lost");
    }
    if (verb === "results") return this.result(job, jobResultRequestSchema.parse(JSON.parse(body)), response);
    return this.refuse(response, "not-found");
  }

  private async poll(request: PollRequest, response: ServerResponse): Promise<void> {
    this.polls.push(request);
    if (request.epoch < this.newestEpoch) return this.refuse(response, "agent-fenced");
    this.newestEpoch = request.epoch;
    if (!this.approved) {
      if (this.tellsPending) return this.answer(response, 200, { state: "pending" });
      await this.hold(response);
      return this.answer(response, 204);
    }
    const free = (): PushedJob | undefined =>
      this.jobs.find((job) => !job.result && (job.leasedBy === undefined || job.leasedBy < request.epoch));
    if (!free() && this.tasks.length === 0) await this.hold(response);
    const job = free();
    const task = job ? undefined : this.tasks.shift();
    if (task) return this.answer(response, 200, { state: "approved", task });
    if (!job || response.destroyed) return this.answer(response, 204);
    job.leasedBy = request.epoch;
    job.leaseId = randomUUID();
    job.fencing += 1;
    const { id, scope, attempt, leaseId, fencing, bundleDigest: digest, jws } = job;
    this.answer(response, 200, {
      state: "approved",
      job: { id, kind: "apply", scope, attempt, leaseId, fencing, bundleDigest: digest },
      ...(this.carries && { bundle: jws }),
    });
  }

  private async hold(response: ServerResponse): Promise<void> {
    await new Promise<void>((resolve) => {
      const wake = (): void => {
        clearTimeout(timer);
        this.waiting.delete(wake);
        resolve();
      };
      const timer = setTimeout(wake, HOLD_MS);
      this.waiting.add(wake);
      response.once("close", wake);
    });
  }

  private result(job: PushedJob, result: JobResultRequest, response: ServerResponse): void {
    const repeated = job.result?.attempt === result.attempt;
    if (repeated) job.repeats += 1;
    else if (holds(job, result)) {
      job.result = result;
      job.accepted += 1;
    }
    if (repeated || job.result === result) this.answer(response, 204);
    else this.refuse(response, "lease-lost");
  }

  private refuse(response: ServerResponse, code: ErrorCode): void {
    const [status, title] = ERRORS[code];
    const problem: CodedError & Record<string, unknown> = {
      code,
      message: title,
      title,
      status,
      type: code,
      detail: title,
    };
    this.answer(response, status, problem, "application/problem+json");
  }

  private answer(response: ServerResponse, status: number, value?: unknown, type = "application/json"): void {
    const headers = { [SERVER_TIME_HEADER]: this.now().toISOString() };
    if (value === undefined) response.writeHead(status, headers).end();
    else response.writeHead(status, { ...headers, "content-type": type }).end(JSON.stringify(value));
  }

  private text(response: ServerResponse, text: string): void {
    const headers = { [SERVER_TIME_HEADER]: this.now().toISOString(), "content-type": "application/jose" };
    response.writeHead(200, { ...headers, "content-encoding": "gzip" }).end(gzipSync(text));
  }
}

function holds(job: PushedJob, proof: { leaseId: string; fencing: number }): boolean {
  return job.leaseId === proof.leaseId && job.fencing === proof.fencing;
}
