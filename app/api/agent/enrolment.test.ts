import { describe, expect, it, vi } from "vitest";
import { keyFingerprint } from "@/lib/agent-api/keys";
import { SERVER_TIME_HEADER } from "@/lib/agent-api/protocol";
import { db } from "@/lib/db";
import { consolePublicKey } from "@/lib/secrets/console-key";
import { hashToken } from "@/lib/secrets/one-time-token";
import { approveServer } from "@/lib/services/servers/approve";
import { createEnrolmentToken } from "@/lib/services/servers/create-enrolment-token";
import { getServer } from "@/lib/services/servers/get";
import { rejectServer } from "@/lib/services/servers/reject";
import { revokeServer } from "@/lib/services/servers/revoke";
import {
  ADMIN,
  codeOf,
  eventsOf,
  inventoryOf,
  must,
  personOf,
  refuseEvents,
} from "@/lib/services/test-world";
import { withTestDatabase } from "@/scripts/test-database";
import { codeIn, TestAgent } from "./test-agent";

withTestDatabase();

const tokenFor = async (hostName: string, allowedSites: string[] = []) =>
  must(await createEnrolmentToken(ADMIN, { hostName, allowedSites }));
const serverOf = ({ serverId }: TestAgent) => db().server.findUniqueOrThrow({ where: { id: serverId } });

describe("an enrolment token", () => {
  it("is shown once, kept as a hash, and comes with the console's key", async () => {
    const made = await tokenFor("web01");
    expect(made.token).toMatch(/^[A-Za-z0-9_-]{43}$/);
    const row = await db().enrolmentToken.findUniqueOrThrow({ where: { id: made.id } });
    expect(JSON.stringify(row)).not.toContain(made.token);
    expect(row.tokenHash).toBe(hashToken(made.token));
    const fingerprint = await keyFingerprint(consolePublicKey());
    expect(made.consoleKeyFingerprint.replaceAll(" ", "")).toBe(fingerprint);
    for (const command of Object.values(made.command)) {
      expect(command).toContain(made.token);
      expect(command).toContain(fingerprint);
    }
    const events = await eventsOf("enrolment-token.create");
    expect(JSON.stringify(events.map(({ after }) => after))).not.toContain(made.token);
  });

  it("is made by administrators, for 15 to 60 minutes", async () => {
    const wanted = { hostName: "web01" };
    for (const role of ["viewer", "auditor", "editor", "operator"] as const)
      expect(codeOf(await createEnrolmentToken(personOf(role), wanted))).toBe("not-allowed");
    for (const minutes of [1, 61])
      expect(codeOf(await createEnrolmentToken(ADMIN, { ...wanted, minutes }))).toBe("invalid-input");
  });

  it("lets one agent in, once, as pending", async () => {
    const { token } = await tokenFor("Web02");
    const agent = new TestAgent("web02");
    const response = await agent.enrol({ token });
    expect(response.status).toBe(201);
    expect(await response.json()).toEqual({
      serverId: agent.serverId,
      state: "pending",
      consoleKey: consolePublicKey(),
      allowedSites: [],
    });
    expect(Math.abs(Date.parse(response.headers.get(SERVER_TIME_HEADER) ?? "") - Date.now())).toBeLessThan(
      60_000,
    );
    expect((await serverOf(agent)).state).toBe("pending");
    expect((await eventsOf("server.enrol")).at(-1)).toMatchObject({
      actorKind: "agent",
      nounId: agent.serverId,
    });
    expect(await codeIn(await new TestAgent("web02").enrol({ token }))).toBe("token-used");
  });

  it("that two agents bring at once lets one of them in", async () => {
    const { token } = await tokenFor("web03");
    const codes = await Promise.all(
      Array.from({ length: 5 }, async () => codeIn(await new TestAgent("web03").enrol({ token }))),
    );
    expect(codes.toSorted()).toEqual(["ok", ...Array.from({ length: 4 }, () => "token-used")]);
    expect(await db().server.count({ where: { hostName: "web03" } })).toBe(1);
  });

  it("is refused when unknown, expired or for another host, and a refusal uses it up no more than before", async () => {
    expect(await codeIn(await new TestAgent("web04").enrol({ token: "guessed" }))).toBe("token-invalid");
    const { token, id } = await tokenFor("web04");
    expect(await codeIn(await new TestAgent("web05").enrol({ token }))).toBe("token-other-host");
    const { expiresAt } = await db().enrolmentToken.findUniqueOrThrow({ where: { id } });
    await db().enrolmentToken.update({ where: { id }, data: { expiresAt: new Date() } });
    expect(await codeIn(await new TestAgent("web04").enrol({ token }))).toBe("token-expired");
    expect(await db().server.count({ where: { hostName: { in: ["web04", "web05"] } } })).toBe(0);
    await db().enrolmentToken.update({ where: { id }, data: { expiresAt } });
    expect(await codeIn(await new TestAgent("web04").enrol({ token }))).toBe("ok");
  });

  it("is refused when a writer of the database widened it, prolonged it or gave it to another host", async () => {
    const changes: { hostName?: string; serverName?: string; allowedSites?: string[]; expiresAt?: Date }[] = [
      { allowedSites: [] },
      { expiresAt: new Date(Date.now() + 86_400_000) },
      { hostName: "web09" },
      { serverName: "WEB01" },
    ];
    for (const altered of changes) {
      const { token, id } = await tokenFor("web08", ["Intranet"]);
      await db().enrolmentToken.update({ where: { id }, data: altered });
      const agent = new TestAgent(altered.hostName ?? "web08");
      expect(await codeIn(await agent.enrol({ token }))).toBe("stored-data-altered");
    }
    expect(await db().server.count({ where: { hostName: { in: ["web08", "web09"] } } })).toBe(0);
  });

  it("does not let in a key that the agent does not hold, or a request meant for somebody else", async () => {
    const { token } = await tokenFor("web06");
    const [victim, thief] = [new TestAgent("web06"), new TestAgent("web06")];
    const { kty, crv, x } = victim.signing;
    const stolen = { kty, crv, x } as Parameters<TestAgent["enrol"]>[0]["signingKey"];
    expect(await codeIn(await thief.enrol({ token, signingKey: stolen }))).toBe("assertion-invalid");
    const audience = await victim.fingerprint();
    expect(await codeIn(await victim.enrol({ token }, { audience }))).toBe("assertion-invalid");
    expect(await codeIn(await victim.enrol({ token }, { authorization: null }))).toBe("assertion-missing");
    expect(await codeIn(await victim.enrol({ token }, { clockMs: -120_000 }))).toBe("assertion-expired");
    expect(await codeIn(await victim.enrol({ token }))).toBe("ok");
  });

  it("does not echo the token, and refuses a private key in the request", async () => {
    const { token } = await tokenFor("web07");
    const agent = new TestAgent("web07");
    const withPrivate = agent.signing as Parameters<TestAgent["enrol"]>[0]["signingKey"];
    const refused = await agent.enrol({ token, signingKey: withPrivate });
    expect(await codeIn(refused)).toBe("invalid-input");
    const said = await refused.text();
    expect(said).not.toContain(token);
    expect(said).not.toContain(agent.signing.d);
  });

  it("brought with a key that is enrolled already is refused with a sentence", async () => {
    const agent = await TestAgent.pending("web08");
    const { token } = await tokenFor("web08");
    expect(await codeIn(await agent.enrol({ token }))).toBe("already-exists");
  });

  it("makes no server when the event cannot be written, and is still good afterwards", async () => {
    const { token } = await tokenFor("web09");
    const agent = new TestAgent("web09");
    const { allow } = await refuseEvents("server.enrol");
    const log = vi.spyOn(console, "error").mockReturnValue();
    const failed = await agent.enrol({ token });
    expect(await codeIn(failed)).toBe("internal");
    expect(await failed.text()).not.toContain("room for events");
    expect(log).toHaveBeenCalledOnce();
    expect(String(log.mock.calls[0])).not.toContain(token);
    log.mockRestore();
    await allow();
    expect(await db().server.count({ where: { hostName: "web09" } })).toBe(0);
    expect(await codeIn(await agent.enrol({ token }))).toBe("ok");
  });
});

describe("a decision on a server", () => {
  it("takes the fingerprint that the agent printed, in any grouping", async () => {
    const agent = await TestAgent.pending("web20");
    const other = await new TestAgent("web20").fingerprint();
    const approve = (fingerprint: string) => approveServer(ADMIN, agent.serverId, { fingerprint });
    expect(codeOf(await approve(other))).toBe("fingerprint-mismatch");
    expect(codeOf(await approve(""))).toBe("fingerprint-mismatch");
    expect((await serverOf(agent)).state).toBe("pending");
    const grouped = ((await agent.fingerprint()).toUpperCase().match(/.{4}/g) ?? []).join(" ");
    expect(codeOf(await approve(grouped))).toBe("ok");
    expect(codeOf(await approve(grouped))).toBe("conflict");
    expect((await eventsOf("server.approve")).at(-1)).toMatchObject({
      nounId: agent.serverId,
      actorName: ADMIN.name,
      before: { state: "pending" },
    });
  });

  it("shuts a rejected or revoked agent out of everything, for good", async () => {
    const rejected = await TestAgent.pending("web21");
    must(await rejectServer(ADMIN, rejected.serverId));
    const revoked = await TestAgent.approved("web22");
    must(await revokeServer(ADMIN, revoked.serverId));
    const job = { id: revoked.serverId, leaseId: revoked.instanceId, fencing: 1 };
    for (const agent of [rejected, revoked]) {
      expect(await codeIn(await agent.poll())).toBe("agent-revoked");
      expect(await codeIn(await agent.report(inventoryOf({})))).toBe("agent-revoked");
      expect(await codeIn(await agent.bundle("0".repeat(64)))).toBe("agent-revoked");
      expect(await codeIn(await agent.renew(job))).toBe("agent-revoked");
      const fingerprint = await agent.fingerprint();
      expect(codeOf(await approveServer(ADMIN, agent.serverId, { fingerprint }))).toBe("conflict");
    }
  });

  it("is an administrator's alone", async () => {
    const agent = await TestAgent.pending("web23");
    const fingerprint = await agent.fingerprint();
    for (const role of ["viewer", "auditor", "editor", "operator"] as const) {
      expect(codeOf(await approveServer(personOf(role), agent.serverId, { fingerprint }))).toBe(
        "not-allowed",
      );
      expect(codeOf(await rejectServer(personOf(role), agent.serverId))).toBe("not-allowed");
    }
  });
});

describe("a server's row that was changed behind the console's back", () => {
  it("approved by hand gets nothing, and is revoked by a person", async () => {
    const agent = await TestAgent.pending("web30");
    await db().$executeRaw`UPDATE "Server" SET state = 'approved' WHERE id = ${agent.serverId}::uuid`;
    expect(await codeIn(await agent.poll())).toBe("stored-data-altered");
    expect(await codeIn(await agent.report(inventoryOf({})))).toBe("stored-data-altered");
    expect(codeOf(await revokeServer(ADMIN, agent.serverId))).toBe("ok");
    expect(await codeIn(await agent.poll())).toBe("agent-revoked");
    await db().$executeRaw`UPDATE "Server" SET state = 'approved' WHERE id = ${agent.serverId}::uuid`;
    expect(await codeIn(await agent.poll())).toBe("stored-data-altered");
  });

  it("with another key, other sites or another password handling gets nothing", async () => {
    const sealing = JSON.stringify({ kty: "OKP", crv: "X25519", x: "A".repeat(43) });
    for (const [column, value] of [
      ["sealingKey", `'${sealing}'::jsonb`],
      ["allowedSites", `ARRAY['Payroll']`],
      ["passwordHandling", `'clear'`],
      ["fingerprint", `'${"0".repeat(64)}'`],
    ]) {
      const agent = await TestAgent.approved("web31");
      await db().$executeRawUnsafe(
        `UPDATE "Server" SET "${column}" = ${value} WHERE id = '${agent.serverId}'`,
      );
      expect([column, await codeIn(await agent.poll())]).toEqual([column, "stored-data-altered"]);
    }
  });

  it("pending with another key cannot be approved", async () => {
    const [agent, thief] = [await TestAgent.pending("web32"), new TestAgent("web32")];
    const { kty, crv, x } = thief.signing;
    const fingerprint = await thief.fingerprint();
    await db().server.update({
      where: { id: agent.serverId },
      data: { signingKey: { kty, crv, x }, fingerprint },
    });
    expect(codeOf(await approveServer(ADMIN, agent.serverId, { fingerprint }))).toBe("stored-data-altered");
    expect(codeOf(await rejectServer(ADMIN, agent.serverId))).toBe("ok");
  });
});

describe("a signed request", () => {
  it("is good once", async () => {
    const agent = await TestAgent.approved("web40");
    expect(await codeIn(await agent.report(inventoryOf({})))).toBe("ok");
    const authorization = agent.lastAuthorization;
    expect(await codeIn(await agent.report(inventoryOf({}), { authorization }))).toBe("assertion-replayed");
    expect(await codeIn(await agent.report(inventoryOf({})))).toBe("ok");
  });

  it("sent five times at once is taken once", async () => {
    const agent = await TestAgent.approved("web41");
    await agent.bundle("0".repeat(64));
    // Signed for this very request, and not sent yet.
    await agent.report(inventoryOf({}), { clockMs: 1, sentBody: "{}" });
    const authorization = agent.lastAuthorization;
    const codes = await Promise.all(
      Array.from({ length: 5 }, async () => codeIn(await agent.report(inventoryOf({}), { authorization }))),
    );
    expect(codes.toSorted()).toEqual([...Array.from({ length: 4 }, () => "assertion-replayed"), "ok"]);
  });

  it("is refused unsigned, expired, from the future, for another console, or with another body", async () => {
    const agent = await TestAgent.approved("web42");
    const report = async (twist: Parameters<TestAgent["report"]>[1]) =>
      codeIn(await agent.report(inventoryOf({}), twist));
    expect(await report({ authorization: null })).toBe("assertion-missing");
    expect(await report({ authorization: "Bearer abc" })).toBe("assertion-missing");
    expect(await report({ authorization: "Certmap-Assertion not-a-token" })).toBe("agent-unknown");
    expect(await report({ clockMs: -90_000 })).toBe("assertion-expired");
    expect(await report({ clockMs: 90_000 })).toBe("assertion-expired");
    expect(await report({ audience: await agent.fingerprint() })).toBe("assertion-invalid");
    expect(await report({ sentBody: JSON.stringify({ protocol: 1, evil: true }) })).toBe("assertion-invalid");
    expect(await report({})).toBe("ok");
  });

  it("signed for one path opens no other, and an agent's key speaks for no other agent", async () => {
    const [one, two] = [await TestAgent.approved("web43"), await TestAgent.approved("web44")];
    expect(await codeIn(await one.report(inventoryOf({}), { issuer: two.serverId }))).toBe(
      "assertion-invalid",
    );
    expect(await codeIn(await one.report(inventoryOf({}), { issuer: one.instanceId }))).toBe("agent-unknown");
    await one.report(inventoryOf({}), { sentBody: "{}" });
    expect(await codeIn(await one.poll({ authorization: one.lastAuthorization }))).toBe("assertion-invalid");
  });

  it("of an agent that waits for approval is told to wait", async () => {
    const agent = await TestAgent.pending("web45");
    expect(await codeIn(await agent.report(inventoryOf({})))).toBe("agent-not-approved");
    expect(await codeIn(await agent.bundle("0".repeat(64)))).toBe("agent-not-approved");
    expect(must(await getServer(ADMIN, agent.serverId)).state).toBe("pending");
  });
});

describe("numbers that no agent should have", () => {
  it("a clock that is decades off is still heard, and an epoch beyond counting is refused in words", async () => {
    const agent = await TestAgent.pending("web49");
    const gone = { signal: AbortSignal.abort() };
    agent.clockSkewMs = -1e12;
    expect(await codeIn(await agent.poll(gone))).toBe("ok");
    expect(must(await getServer(ADMIN, agent.serverId)).clockSkewMs).toBe(-2_147_483_647);
    agent.epoch = 2 ** 40;
    expect(await codeIn(await agent.poll(gone))).toBe("invalid-input");
  });
});

describe("copies of an agent", () => {
  it("the newest start wins; the older one is fenced", async () => {
    const agent = await TestAgent.pending("web50");
    const gone = { signal: AbortSignal.abort() };
    expect(await codeIn(await agent.poll(gone))).toBe("ok");
    agent.epoch = 2;
    expect(await codeIn(await agent.poll(gone))).toBe("ok");
    agent.epoch = 1;
    expect(await codeIn(await agent.poll(gone))).toBe("agent-fenced");
  });

  it("two instances of one start are a copied machine: the second is fenced", async () => {
    const agent = await TestAgent.approved("web51");
    const gone = { signal: AbortSignal.abort() };
    expect(await codeIn(await agent.poll(gone))).toBe("ok");
    const { instanceId } = agent;
    agent.instanceId = agent.serverId;
    expect(await codeIn(await agent.poll(gone))).toBe("agent-fenced");
    expect(await codeIn(await agent.report(inventoryOf({})))).toBe("agent-fenced");
    agent.instanceId = instanceId;
    expect(await codeIn(await agent.report(inventoryOf({})))).toBe("ok");
  });
});
