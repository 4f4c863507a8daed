/** An agent that a test holds in its hand: real keys, real assertions, the real routes. Only tests import this file. */
import { randomUUID } from "node:crypto";
import { ASSERTION_SCHEME, ENROLMENT_ISSUER, signAssertion } from "@/lib/agent-api/assertion";
import type { EnrolmentRequest } from "@/lib/agent-api/enrolment";
import { type Job, type JobResultRequest, pollAnswerSchema } from "@/lib/agent-api/jobs";
import { keyFingerprint, sealingKeySchema, signingKeySchema } from "@/lib/agent-api/keys";
import { AGENT_API_PATH } from "@/lib/agent-api/protocol";
import type { Task, TaskResultRequest } from "@/lib/agent-api/tasks";
import { problemSchema } from "@/lib/api/problem";
import type { Inventory } from "@/lib/iis/inventory";
import { newPrivateKey } from "@/lib/new-private-key";
import { consolePublicKey } from "@/lib/secrets/console-key";
import { approveServer } from "@/lib/services/servers/approve";
import { createEnrolmentToken } from "@/lib/services/servers/create-enrolment-token";
import { ADMIN, must } from "@/lib/services/test-world";
import { GET as getBundle } from "./v1/bundles/[digest]/route";
import { POST as enrol } from "./v1/enrolments/route";
import { POST as renew } from "./v1/jobs/[id]/renewals/route";
import { POST as result } from "./v1/jobs/[id]/results/route";
import { POST as poll } from "./v1/polls/route";
import { POST as report } from "./v1/reports/route";
import { POST as taskResult } from "./v1/tasks/[id]/results/route";
import { POST as unenrol } from "./v1/unenrolments/route";

type Route<Params> = (request: Request, context: { params: Promise<Params> }) => Promise<Response>;

/** What a test makes wrong about a request; everything else is as it should be. */
export interface Twist {
  authorization?: string | null;
  audience?: string;
  /** Added to the agent's clock. */
  clockMs?: number;
  issuer?: string;
  /** The body that is sent in the place of the signed one. */
  sentBody?: string;
  signal?: AbortSignal;
}

const publicHalf = ({ kty, crv, x }: ReturnType<typeof newPrivateKey>) => ({ kty, crv, x });

export class TestAgent {
  readonly signing = newPrivateKey("ed25519");
  readonly sealing = newPrivateKey("x25519");
  instanceId = randomUUID() as string;
  epoch = 1;
  clockSkewMs = 12;
  serverId = "";
  lastAuthorization = "";

  constructor(readonly hostName: string) {}

  /** Enrolled and approved, with as many sites allowed as the token says. */
  static async approved(hostName: string, allowedSites: string[] = []): Promise<TestAgent> {
    const agent = await TestAgent.pending(hostName, allowedSites);
    must(await approveServer(ADMIN, agent.serverId, { fingerprint: await agent.fingerprint() }));
    return agent;
  }

  static async pending(hostName: string, allowedSites: string[] = []): Promise<TestAgent> {
    const agent = new TestAgent(hostName);
    const { token } = must(await createEnrolmentToken(ADMIN, { hostName, allowedSites }));
    const response = await agent.enrol({ token });
    if (response.status !== 201) throw new Error(await response.text());
    return agent;
  }

  fingerprint(): Promise<string> {
    return keyFingerprint(signingKeySchema.parse(publicHalf(this.signing)));
  }

  async enrol(wishes: Partial<EnrolmentRequest>, twist: Twist = {}): Promise<Response> {
    const request: EnrolmentRequest = {
      protocol: 1,
      token: "",
      hostName: this.hostName,
      domain: "CONTOSO",
      osVersion: "Windows Server 2022",
      iisVersion: "10.0",
      agentVersion: "1.0.0",
      passwordHandling: "sample",
      signingKey: signingKeySchema.parse(publicHalf(this.signing)),
      sealingKey: sealingKeySchema.parse(publicHalf(this.sealing)),
      ...wishes,
    };
    const response = await this.send(enrol, "POST", "/enrolments", {}, request, {
      issuer: ENROLMENT_ISSUER,
      ...twist,
    });
    if (response.status === 201) this.serverId = (await response.clone().json()).serverId;
    return response;
  }

  poll(twist: Twist = {}): Promise<Response> {
    const { instanceId, epoch, clockSkewMs } = this;
    const body = { protocol: 1, instanceId, epoch, agentVersion: "1.0.0", clockSkewMs };
    return this.send(poll, "POST", "/polls", {}, body, twist);
  }

  /** The next job, which is there. */
  async takeJob(): Promise<Job> {
    const response = await this.poll();
    const { job } = pollAnswerSchema.parse(await response.json());
    if (job === undefined) throw new Error("There is no job.");
    return job;
  }

  bundle(digest: string): Promise<Response> {
    return this.send(getBundle, "GET", `/bundles/${digest}`, { digest });
  }

  renew({ id, leaseId, fencing }: Pick<Job, "id" | "leaseId" | "fencing">): Promise<Response> {
    return this.send(renew, "POST", `/jobs/${id}/renewals`, { id }, { leaseId, fencing });
  }

  finish(job: Job, wishes: Partial<JobResultRequest> = {}): Promise<Response> {
    const { id, attempt, leaseId, fencing } = job;
    const proof = { attempt, leaseId, fencing };
    const body = { ...proof, outcome: "verified", steps: [], warnings: [], ...wishes };
    return this.send(result, "POST", `/jobs/${id}/results`, { id }, body);
  }

  /** The next question, which is there. */
  async takeTask(): Promise<Task> {
    const { task } = pollAnswerSchema.parse(await (await this.poll()).json());
    if (task === undefined) throw new Error("There is no task.");
    return task;
  }

  answer(taskId: string, body: TaskResultRequest): Promise<Response> {
    return this.send(taskResult, "POST", `/tasks/${taskId}/results`, { id: taskId }, body);
  }

  report(inventory: Inventory, twist: Twist = {}): Promise<Response> {
    const { instanceId, epoch } = this;
    return this.send(report, "POST", "/reports", {}, { protocol: 1, instanceId, epoch, inventory }, twist);
  }

  unenrol(wishes: { epoch?: number } = {}): Promise<Response> {
    const { instanceId, epoch } = this;
    const body = { protocol: 1, instanceId, epoch, ...wishes };
    return this.send(unenrol, "POST", "/unenrolments", {}, body);
  }

  private async send<Params>(
    route: Route<Params>,
    method: string,
    path: string,
    params: Params,
    input?: unknown,
    twist: Twist = {},
  ): Promise<Response> {
    const body = input === undefined ? "" : JSON.stringify(input);
    const fullPath = `${AGENT_API_PATH}${path}`;
    const assertion = await signAssertion(
      { method, path: fullPath, body },
      {
        issuer: twist.issuer ?? this.serverId,
        privateKey: this.signing,
        audience: twist.audience ?? (await keyFingerprint(consolePublicKey())),
        now: Date.now() + (twist.clockMs ?? 0),
        id: randomUUID(),
      },
    );
    const authorization =
      twist.authorization === undefined ? `${ASSERTION_SCHEME} ${assertion}` : twist.authorization;
    this.lastAuthorization = authorization ?? "";
    const request = new Request(`http://127.0.0.1:3000${fullPath}`, {
      method,
      headers: { "content-type": "application/json", ...(authorization !== null && { authorization }) },
      ...(method !== "GET" && { body: twist.sentBody ?? body }),
      ...(twist.signal && { signal: twist.signal }),
    });
    return route(request, { params: Promise.resolve(params) });
  }
}

/** "ok" or the code of the problem, whose shape is checked on the way. */
export async function codeIn(response: Response): Promise<string> {
  if (response.ok) return "ok";
  if (response.headers.get("content-type") !== "application/problem+json")
    throw new Error(`Not a problem: ${await response.text()}`);
  const { code, status } = problemSchema.parse(await response.clone().json());
  if (status !== response.status) throw new Error(`The body says ${status}, the answer ${response.status}.`);
  return code;
}
