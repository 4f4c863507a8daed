/**
 * The conformance run of the agents' protocol: one table, against the console's real routes and a real database, for the agent as it
 * is shipped and for the load simulator.
 */
import { createHash, randomUUID } from "node:crypto";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { type AgentKeys, makeKeys, publicSealingKey, publicSigningKey } from "@/agent/state/keys";
import { agentWorkspace, type Workspace } from "@/agent/testing/agent-process";
import { PLAIN_SITE } from "@/agent/testing/configs";
import { ASSERTION_SCHEME, signAssertion } from "@/lib/agent-api/assertion";
import { keyFingerprint } from "@/lib/agent-api/keys";
import { AGENT_API_PATH } from "@/lib/agent-api/protocol";
import { db } from "@/lib/db";
import { digestSiteConfig } from "@/lib/iis/digest";
import { siteConfigSchema } from "@/lib/iis/site-config";
import { consolePublicKey } from "@/lib/secrets/console-key";
import { serverMac } from "@/lib/secrets/records";
import { startDeployment } from "@/lib/services/deployments/start";
import { startTask } from "@/lib/services/doctor/start-task";
import { approveServer } from "@/lib/services/servers/approve";
import { createEnrolmentToken } from "@/lib/services/servers/create-enrolment-token";
import {
  ADMIN,
  codeOf as codeIn,
  must,
  publish,
  storeDraft,
  storeMapping,
  storePerson,
} from "@/lib/services/test-world";
import { buildAgent } from "@/scripts/build-agent";
import { withTestDatabase } from "@/scripts/test-database";
import { realAgent, type Subject, simulatedAgent } from "./subjects";
import { type Answered, type Call, Wire } from "./wire";

withTestDatabase();

let work: Workspace;
let wire: Wire;
let subject: Subject;
let serverId: string;
let siteConfigId: string;
let revision: number;
let hosts = 0;

beforeAll(async () => {
  work = await agentWorkspace(buildAgent);
  await storePerson("administrator");
});
afterAll(() => work.remove());

describe.each(["the real agent", "the load simulator"])("%s", (name) => {
  beforeEach(async () => {
    wire = await Wire.start();
    const hostName = `conform${++hosts}`;
    siteConfigId = (await storeDraft(hostName, [hostName], "Secret-9!")).id;
    revision = (await publish(siteConfigId)).number;
    await join(hostName);
  });
  async function join(hostName: string, wishes: { automaticApproval?: boolean } = {}) {
    const wanted = { hostName, allowedSites: [PLAIN_SITE], ...wishes };
    const { token } = must(await createEnrolmentToken(ADMIN, wanted));
    const fingerprint = await keyFingerprint(consolePublicKey());
    const invitation = { url: wire.url, fingerprint, token, hostName };
    subject = name === "the real agent" ? realAgent(work, invitation) : simulatedAgent(invitation);
    await subject.enrol();
    serverId = (await db().server.findFirstOrThrow({ where: { hostName } })).id;
  }
  afterEach(async () => {
    await subject.stop();
    await wire.stop();
  });

  test("enrols, waits, is approved, reports, and brings a push with its password", async () => {
    subject.run();
    await logged("waiting-for-approval");
    expect((await serverRow()).inventory).toBeNull();
    await approve();
    await until("the report", async () => (await serverRow()).inventory !== null);
    expect(await push()).toMatchObject({ state: "verified", fencing: 1 });
    expect(subject.server().toLowerCase()).toContain("contoso");
  });

  test("with a token that carries its approval it is at work without a person", async () => {
    await subject.stop();
    await join(`unwatched${hosts}`, { automaticApproval: true });
    subject.run();
    await until("the report", async () => (await serverRow()).inventory !== null);
    expect(subject.log().map(({ event }) => event)).not.toContain("waiting-for-approval");
    expect(await push()).toMatchObject({ state: "verified" });
  });

  describe("approved and running", () => {
    beforeEach(async () => {
      subject.run();
      await approve();
      await until("the report", async () => (await serverRow()).inventory !== null);
    });

    test("its request once more is refused as replayed", async () => {
      const sent = wire.answered.find(({ path }) => path.endsWith("/reports"));
      expect(await codeOf(sent)).toBe("assertion-replayed");
    });

    test("its request with another body, path or method opens nothing", async () => {
      let held: Call | undefined;
      wire.onRequest = (call) => {
        if (!call.path.endsWith("/polls")) return call;
        held ??= call;
        return undefined;
      };
      wire.cut();
      const call = await until("a poll that is held back", async () => held);
      expect(await codeOf({ ...call, body: call.body.replace(/"epoch":\d+/, '"epoch":99') })).toBe(
        "assertion-invalid",
      );
      expect(await codeOf({ ...call, path: call.path.replace("polls", "reports") })).toBe(
        "assertion-invalid",
      );
      expect(await codeOf({ ...call, method: "PUT" })).toBe("assertion-invalid");
      // None of them used it up: as it was signed it is the agent's own poll.
      wire.holdMs = 1;
      expect(await codeOf(call)).toBe("ok");
    });

    test("a request that is signed with another key, for another console, or for another time is refused", async () => {
      const body = wire.answered.find(({ path }) => path.endsWith("/reports"))?.body ?? "";
      const request = { method: "POST", path: `${AGENT_API_PATH}/reports`, body };
      const sign = async (wrong: {
        privateKey?: AgentKeys["signing"];
        audience?: string;
        laterMs?: number;
      }) => {
        const assertion = await signAssertion(request, {
          issuer: serverId,
          privateKey: wrong.privateKey ?? subject.signingKey(),
          audience: wrong.audience ?? (await keyFingerprint(consolePublicKey())),
          now: Date.now() + (wrong.laterMs ?? 0),
          id: randomUUID(),
        });
        return codeOf({ ...request, authorization: `${ASSERTION_SCHEME} ${assertion}` });
      };
      expect(await sign({ privateKey: makeKeys().signing })).toBe("assertion-invalid");
      expect(await sign({ audience: "0".repeat(64) })).toBe("assertion-invalid");
      expect(await sign({ laterMs: -120_000 })).toBe("assertion-expired");
      expect(await sign({ laterMs: 120_000 })).toBe("assertion-expired");
      expect(await sign({})).toBe("ok");
    });

    test("asked for a plan it says what a push would do, by a paper of the console's, and nothing is changed or used up", async () => {
      const before = subject.server();
      const planned = await plan();
      expect(planned).toMatchObject({ state: "done", plan: { writes: true, newPasswordCount: 1 } });
      expect(await plan("Foreign site")).toMatchObject({ state: "refused", code: "scope-not-allowed" });
      expect(subject.server()).toBe(before);
      expect(await push()).toMatchObject({ state: "verified", sequence: 1 });
      expect(await plan()).toMatchObject({ state: "done", plan: { writes: false, changeCount: 0 } });
      expect(wire.answered.some(({ code, path }) => code !== "ok" && path.includes("/tasks/"))).toBe(false);
    });

    test("a lower or equal sequence, as after an older database was restored, is refused and nothing is changed", async () => {
      for (const sequence of [1, 2]) expect(await push()).toMatchObject({ state: "verified", sequence });
      const before = subject.server();
      await change();
      await db().target.updateMany({ where: { serverId }, data: { sequence: 0 } });
      for (const sequence of [1, 2]) {
        const result = { code: "sequence-not-higher" };
        expect(await push()).toMatchObject({ state: "failed", sequence, result });
      }
      expect(subject.server()).toBe(before);
      expect(await push()).toMatchObject({ state: "verified", sequence: 3 });
      expect(subject.server()).not.toBe(before);
    });

    test.each<[string, (deploymentId: string) => Promise<unknown>]>([
      [
        "what the push may do",
        (deploymentId) =>
          db().deploymentTarget.updateMany({ where: { deploymentId }, data: { takeOver: true } }),
      ],
      [
        "its sequence",
        (deploymentId) =>
          db().deploymentTarget.updateMany({ where: { deploymentId }, data: { sequence: { increment: 5 } } }),
      ],
      ["an account in the revision", () => rewriteRevision("CONTOSO", "FABRIKAM")],
      ["the place", () => db().target.updateMany({ where: { serverId }, data: { scope: "Payroll" } })],
    ])("%s, altered in the database behind the console's back, is not signed", async (_, alter) => {
      const before = subject.server();
      const id = await startUnseen();
      await alter(id);
      wire.down = false;
      expect(await ended(id)).toMatchObject({ state: "failed", result: { code: "stored-data-altered" } });
      expect(wire.answered.some(({ said }) => said.includes("bundle"))).toBe(false);
      expect(subject.server()).toBe(before);
    });

    test.each(["signingKey", "sealingKey"] as const)(
      "an agent whose %s was altered in the database is served nothing until that is put right",
      async (column) => {
        const { signingKey, sealingKey } = await serverRow();
        const keys = { signingKey: signingKey ?? {}, sealingKey: sealingKey ?? {} };
        const before = subject.server();
        const id = await startUnseen();
        const other = makeKeys();
        const theirs = { signingKey: publicSigningKey(other), sealingKey: publicSealingKey(other) };
        await db().server.update({ where: { id: serverId }, data: { [column]: theirs[column] } });
        wire.down = false;
        await until(
          "several refusals",
          async () => wire.answered.filter(({ code }) => code === "stored-data-altered").length > 2,
        );
        expect(await db().deploymentTarget.findFirst({ where: { deploymentId: id } })).toMatchObject({
          state: "queued",
          bundle: null,
        });
        expect(subject.server()).toBe(before);
        await db().server.update({ where: { id: serverId }, data: keys });
        expect(await ended(id)).toMatchObject({ state: "verified" });
      },
    );

    test("the bundle comes with its job; from a console that does not bring it along it is fetched", async () => {
      const fetched = () => wire.answered.filter(({ path }) => path.includes("/bundles/")).length;
      expect([await push(), fetched()]).toMatchObject([{ state: "verified" }, 0]);
      wire.older = true;
      await change();
      expect([await push(), fetched()]).toMatchObject([{ state: "verified" }, 1]);
    });

    test("a site that it was not enrolled for is not written", async () => {
      const before = subject.server();
      expect(codeIn(await startIn("Foreign site"))).toBe("scope-not-allowed");
      await forgetAllowedSites();
      const job = await ended(await start("Foreign site"));
      // It is the agent that refuses: it had the bundle, signed for this site.
      expect(job).toMatchObject({
        state: "failed",
        result: { code: "scope-not-allowed" },
        steps: [{ name: "received", ok: true }, { name: "checked" }],
      });
      expect(subject.server()).toBe(before);
    });

    test("a lease that was lost right before the commit stops the apply", async () => {
      const before = subject.server();
      wire.onRequest = async (call) => {
        if (call.path.endsWith("/renewals"))
          await db().$executeRaw`UPDATE "DeploymentTarget" SET fencing = fencing + 1 WHERE state = 'leased'`;
        return call;
      };
      const id = await start();
      await until("a lost lease", async () => wire.answered.some(({ code }) => code === "lease-lost"));
      const result = await until("the result", async () =>
        wire.answered.find(({ path }) => path.endsWith("/results")),
      );
      expect(JSON.parse(result.body)).toMatchObject({ outcome: "failed", code: "lease-lost" });
      expect(result.code).toBe("lease-lost");
      expect(subject.server()).toBe(before);
      expect(await db().deploymentTarget.count({ where: { deploymentId: id, state: "verified" } })).toBe(0);
    });

    test("a result whose answer was lost is sent again and counts once", async () => {
      let lost = 2;
      wire.onAnswer = ({ path }) => !(path.endsWith("/results") && lost-- > 0);
      expect(await push()).toMatchObject({ state: "verified", fencing: 1 });
      await until(
        "the repetition",
        async () => wire.answered.filter(({ path }) => path.endsWith("/results")).length === 3,
      );
      expect(
        await db().auditEvent.count({
          where: {
            action: "deployment.verified",
            after: { path: ["server"], equals: (await serverRow()).name },
          },
        }),
      ).toBe(1);
    });

    test("a machine and its copy take turns until both are quarantined, and neither is served from then on", async () => {
      wire.holdMs = 200;
      wire.cut();
      const copy = subject.runCopy();
      for (const log of [copy, subject.log])
        await until("a quarantine that is told to both", async () =>
          log().some(({ code }) => code === "agent-quarantined"),
        );
      expect([...subject.log(), ...copy()].some(({ code }) => code === "agent-fenced")).toBe(true);
      const { name, state } = await serverRow();
      expect(state).toBe("quarantined");
      const alarms = { action: "server.quarantine", nounId: serverId, nounName: name } as const;
      expect(await db().auditEvent.count({ where: alarms })).toBe(1);
      const targets = [{ serverId, scope: PLAIN_SITE, expectedDigest: null }];
      expect(codeIn(await startDeployment(ADMIN, { siteConfigId, revision, targets }))).toBe(
        "server-not-approved",
      );
      const asked = wire.answered.length;
      await until("both ask on", async () => wire.answered.length > asked + 4);
      for (const { code } of wire.answered.slice(asked + 1)) expect(code).toBe("agent-quarantined");
    });

    test("while the console is away for ten minutes it keeps asking; then the push arrives", async () => {
      wire.down = true;
      wire.cut();
      const id = await start();
      await away(600);
      wire.down = false;
      expect(await ended(id)).toMatchObject({ state: "verified", fencing: 1 });
      await logged("console-back");
    });

    test.each(["/bundles/", "/renewals"])(
      "the console goes away for ten minutes at %s, before the commit: nothing is changed, and that is known",
      async (at) => {
        const before = subject.server();
        wire.older = at === "/bundles/";
        goesAwayAt(at);
        const id = await start();
        // The agent ends the job by itself once its lease may have run out.
        await logged("job-finished");
        expect(subject.server()).toBe(before);
        comesBack();
        const result = { code: "console-unreachable" };
        expect(await ended(id)).toMatchObject({ state: "failed", fencing: 1, result });
        expect(await push()).toMatchObject({ state: "verified", sequence: 2 });
      },
    );

    test("the console goes away for ten minutes after the commit: what was done is told later, and not done again", async () => {
      goesAwayAt("/results");
      const id = await start();
      await away(600);
      const after = subject.server();
      expect(after.toLowerCase()).toContain("contoso");
      comesBack();
      expect(await ended(id)).toMatchObject({ state: "verified", fencing: 1 });
      expect(subject.server()).toBe(after);
      const received = subject.log().filter(({ event }) => event === "job-received");
      expect(received).toHaveLength(1);
    });

    test("the console goes away for a minute right before the commit: the apply goes on", async () => {
      goesAwayAt("/renewals");
      const id = await start();
      await until(
        "several tries",
        async () => wire.turnedAway.filter((path) => path.endsWith("/renewals")).length > 2,
      );
      comesBack();
      expect(await ended(id)).toMatchObject({ state: "verified", fencing: 1 });
    });

    test("through a proxy that cuts long polls the push arrives", async () => {
      wire.patienceMs = 150;
      wire.cut();
      await logged("console-away");
      expect(await push()).toMatchObject({ state: "verified" });
    });
  });

  test("with a clock that is an hour off it finds the difference, tells it and works", async () => {
    await approve();
    subject.run({ skewMs: 3_600_000 });
    await logged("clock-skewed");
    expect(await push()).toMatchObject({ state: "verified" });
    expect(wire.answered.some(({ code }) => code === "assertion-expired")).toBe(true);
    await until(
      "the console knows",
      async () => Math.abs((await serverRow()).clockSkewMs - 3_600_000) < 60_000,
    );
  });
});

async function approve(): Promise<void> {
  const { fingerprint } = await serverRow();
  must(await approveServer(ADMIN, serverId, { fingerprint }));
}

/** A push that no held poll has seen: the console is away until `wire.down` is taken back. */
function startUnseen(): Promise<string> {
  wire.down = true;
  wire.cut();
  return start();
}

/** The console is away from the first request on that has this in its path. */
function goesAwayAt(part: string): void {
  wire.onRequest = (call) => {
    if (!call.path.includes(part)) return call;
    wire.down = true;
    return undefined;
  };
}

function comesBack(): void {
  wire.onRequest = (call) => call;
  wire.down = false;
}

/** Until the waits that the agent announced make up so many seconds of its own time. */
function away(seconds: number): Promise<unknown> {
  return until(`${seconds} s without the console`, async () => {
    const waits = subject.log().filter(({ event }) => event === "console-away");
    return waits.reduce((sum, { nextTrySeconds }) => sum + Number(nextTrySeconds ?? 0), 0) >= seconds;
  });
}

async function rewriteRevision(from: string, to: string): Promise<void> {
  const rows = db();
  await rows.$executeRawUnsafe(`ALTER TABLE "Revision" DISABLE TRIGGER "Revision_immutable"`);
  const changed =
    await rows.$executeRaw`UPDATE "Revision" SET config = replace(config::text, ${from}, ${to})::jsonb WHERE "siteConfigId" = ${siteConfigId}::uuid`;
  const { id, config } = await rows.revision.findFirstOrThrow({ where: { siteConfigId } });
  await rows.revision.update({
    where: { id },
    data: { digest: digestSiteConfig(siteConfigSchema.parse(config)) },
  });
  await rows.$executeRawUnsafe(`ALTER TABLE "Revision" ENABLE TRIGGER "Revision_immutable"`);
  expect(changed).toBe(1);
}

function serverRow() {
  return db().server.findUniqueOrThrow({ where: { id: serverId } });
}

/** Another revision, so that there is something to write. */
async function change(): Promise<void> {
  const person = createHash("sha256").update(`${siteConfigId} ${revision}`).digest("hex").slice(0, 12);
  await storeMapping(siteConfigId, person, "Secret-9!");
  revision = (await publish(siteConfigId)).number;
}

async function start(scope = PLAIN_SITE): Promise<string> {
  return must(await startIn(scope)).id;
}

function startIn(scope: string) {
  const targets = [{ serverId, scope, expectedDigest: null }];
  return startDeployment(ADMIN, { siteConfigId, revision, targets });
}

/** A console that has the keys and lost the limits of the enrolment. */
async function forgetAllowedSites(): Promise<void> {
  const server = { ...(await serverRow()), allowedSites: [] };
  await db().server.update({
    where: { id: serverId },
    data: { allowedSites: [], mac: serverMac(server) },
  });
}

function ended(deploymentId: string) {
  return until("the end of the push", () =>
    db().deploymentTarget.findFirst({ where: { deploymentId, finishedAt: { not: null } } }),
  );
}

function ask(scope = PLAIN_SITE) {
  return startTask(ADMIN, serverId, { kind: "plan", siteConfigId, revision, scope });
}

function taskRow(id: string) {
  return db().agentTask.findUniqueOrThrow({ where: { id } });
}

async function plan(scope?: string) {
  const { id } = must(await ask(scope));
  return until("the answer", async () => {
    const task = await taskRow(id);
    return task.finishedAt && task;
  });
}

async function push() {
  return ended(await start());
}

/** What the console itself says to a request. */
async function codeOf(call: Call | Answered | undefined): Promise<string> {
  if (call === undefined) throw new Error("There was no such request.");
  const response = await wire.ask(call);
  return response.ok ? "ok" : (await response.json()).code;
}

function logged(event: string): Promise<unknown> {
  return until(`log event ${event}; so far ${JSON.stringify(subject.log().slice(-5))}`, async () =>
    subject.log().find((line) => line.event === event),
  );
}

async function until<T>(what: string, ask: () => Promise<T | undefined | null | false>): Promise<T> {
  for (const deadline = Date.now() + 100_000; Date.now() < deadline; ) {
    const answer = await ask();
    if (answer) return answer;
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  throw new Error(`It did not come about: ${what}`);
}
