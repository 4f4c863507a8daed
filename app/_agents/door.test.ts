import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { readdirSync } from "node:fs";
import { createServer, request, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { dirname } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { TestAgent } from "@/app/api/agent/test-agent";
import { ASSERTION_SCHEME, signAssertion } from "@/lib/agent-api/assertion";
import { bundleDigest } from "@/lib/agent-api/bundle";
import { keyFingerprint } from "@/lib/agent-api/keys";
import { AGENT_API_PATH, SERVER_TIME_HEADER } from "@/lib/agent-api/protocol";
import { db } from "@/lib/db";
import { consolePublicKey } from "@/lib/secrets/console-key";
import { startDeployment } from "@/lib/services/deployments/start";
import { addManyToOne } from "@/lib/services/many-to-one/add";
import { ADMIN, must, publish, storeDraft } from "@/lib/services/test-world";
import { withTestDatabase } from "@/scripts/test-database";
import { openAgentDoor } from "./door";
import { findAgentRoute } from "./routes";

withTestDatabase();

const servers: Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) server.close().closeAllConnections();
});

/** A server whose own listener takes what the door does not. */
async function behindDoor(): Promise<string> {
  openAgentDoor();
  const server = createServer((_, response) => response.end("Next.js"));
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

describe("the agents' door", () => {
  it("knows every route of the agents but the program, which needs no agent", () => {
    const files = readdirSync("app/api/agent/v1", { recursive: true, encoding: "utf8" });
    const paths = files.filter((file) => file.endsWith("route.ts")).map((file) => dirname(file));
    const unknown = paths.filter((path) => {
      const url = `${AGENT_API_PATH}/${path.replaceAll(/\[\w+\]/g, randomUUID())}`;
      return findAgentRoute("POST", url) === undefined && findAgentRoute("GET", url) === undefined;
    });
    expect(unknown).toEqual(["program"]);
  });

  it("leaves everything else to the server, the first request too", async () => {
    const url = await behindDoor();
    const rest: [string, string][] = [
      ["GET", "/"],
      ["GET", `${AGENT_API_PATH}/polls`],
      ["POST", `${AGENT_API_PATH}/polls/`],
      ["POST", `${AGENT_API_PATH}/polls?once`],
      ["POST", `${AGENT_API_PATH}/jobs/%2e%2e/results`],
      ["GET", `${AGENT_API_PATH}/program`],
      ["POST", "/api/v1/deployments"],
    ];
    for (const [method, path] of rest)
      expect(await (await fetch(`${url}${path}`, { method })).text(), path).toBe("Next.js");
  });

  it("answers as the console does: coded errors, its clock, and the headers of every answer", async () => {
    const url = await behindDoor();
    const answer = await fetch(`${url}${AGENT_API_PATH}/polls`, { method: "POST", body: "{}" });
    expect(answer.status).toBe(401);
    expect(await answer.json()).toMatchObject({ code: "assertion-missing" });
    const { headers } = answer;
    expect(headers.get("content-type")).toBe("application/problem+json");
    expect(headers.get("x-content-type-options")).toBe("nosniff");
    expect(headers.get("content-security-policy")).toContain("default-src 'none'");
    expect(Date.parse(headers.get(SERVER_TIME_HEADER) ?? "")).toBeGreaterThan(0);
  });

  it("says that a body is too large, also to one that does not say its size", async () => {
    const url = new URL(`${await behindDoor()}${AGENT_API_PATH}/reports`);
    const status = await new Promise((resolve, reject) => {
      const asking = request(url, { method: "POST" }, (answer) => resolve(answer.statusCode));
      asking.on("error", reject);
      const chunk = Buffer.alloc(1024 * 1024, " ");
      for (let sent = 0; sent < 65; sent++) asking.write(chunk);
    });
    expect(status).toBe(413);
  });

  it("hands no job to a poll whose agent went away", async () => {
    const url = await behindDoor();
    const agent = await TestAgent.approved("door1");
    const { id } = await storeDraft("Door", ["door"]);
    await publish(id);
    const away = new AbortController();
    const cut = once(servers[0] as Server, "connection").then(([socket]) => once(socket, "close"));
    const poll = sendPoll(url, agent, away.signal);
    await until(async () => (await seen(agent)) !== null);
    away.abort();
    await expect(poll).rejects.toThrow("aborted");
    await cut;
    const targets = [{ serverId: agent.serverId, scope: "Default Web Site", expectedDigest: null }];
    must(await startDeployment(ADMIN, { siteConfigId: id, revision: 1, targets }));
    // A job that was handed to nobody would come again under a higher number.
    const next = await sendPoll(url, agent);
    expect(await next.json()).toMatchObject({ job: { fencing: 1 } });
  });

  it("sends a bundle zipped to who takes that, also one that comes with a poll's answer", async () => {
    const url = await behindDoor();
    const agent = await TestAgent.approved("door2");
    const { id, version } = await storeDraft("Large");
    // Long enough to be zipped, and short enough to come along.
    const rules = Array.from({ length: 35 }, (_, number) => ({
      certificateField: "Subject",
      certificateSubField: "CN",
      matchCriteria: String(number).padEnd(1000, "*"),
      compareCaseSensitive: true,
    }));
    const deny = { name: "Many", permissionMode: "Deny", accountId: null, rules };
    must(await addManyToOne(ADMIN, id, deny, version));
    await publish(id);
    const targets = [{ serverId: agent.serverId, scope: "Default Web Site", expectedDigest: null }];
    must(await startDeployment(ADMIN, { siteConfigId: id, revision: 1, targets }));
    const polled = await sendPoll(url, agent);
    expect(polled.headers.get("content-encoding")).toBe("gzip");
    const { job, bundle: carried } = await polled.json();
    expect(bundleDigest(carried)).toBe(job.bundleDigest);
    const bundle = { method: "GET", path: `${AGENT_API_PATH}/bundles/${job.bundleDigest}` };
    for (const taken of ["gzip", "identity"]) {
      const answer = await sendSigned(url, agent, { ...bundle, headers: { "accept-encoding": taken } });
      expect(answer.headers.get("content-encoding")).toBe(taken === "gzip" ? "gzip" : null);
      expect(bundleDigest(await answer.text())).toBe(job.bundleDigest);
    }
  });
});

function sendPoll(url: string, agent: TestAgent, signal?: AbortSignal): Promise<Response> {
  const { instanceId, epoch } = agent;
  const body = JSON.stringify({ protocol: 1, instanceId, epoch, agentVersion: "1.0.0" });
  return sendSigned(url, agent, { method: "POST", path: `${AGENT_API_PATH}/polls`, body, signal });
}

interface Signed {
  method: string;
  path: string;
  body?: string;
  headers?: Record<string, string>;
  signal?: AbortSignal | undefined;
}

async function sendSigned(url: string, agent: TestAgent, { path, signal, ...rest }: Signed) {
  const { method, body = "" } = rest;
  const { serverId: issuer, signing: privateKey } = agent;
  const audience = await keyFingerprint(consolePublicKey());
  const by = { issuer, privateKey, audience, now: Date.now(), id: randomUUID() };
  const authorization = `${ASSERTION_SCHEME} ${await signAssertion({ method, path, body }, by)}`;
  const headers = { ...rest.headers, authorization };
  return fetch(`${url}${path}`, { ...rest, headers, signal: signal ?? null });
}

async function seen({ serverId: id }: TestAgent): Promise<Date | null> {
  return (await db().server.findUniqueOrThrow({ where: { id } })).lastSeenAt;
}

async function until(condition: () => Promise<boolean>): Promise<void> {
  for (const deadline = Date.now() + 60_000; Date.now() < deadline; ) if (await condition()) return;
  throw new Error("It did not come about within a minute.");
}
