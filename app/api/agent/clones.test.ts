import { randomUUID } from "node:crypto";
import { describe, expect, it } from "vitest";
import { db } from "@/lib/db";
import { startDeployment } from "@/lib/services/deployments/start";
import { approveServer } from "@/lib/services/servers/approve";
import { getServer } from "@/lib/services/servers/get";
import { reEnrolServer } from "@/lib/services/servers/re-enrol";
import { rejectServer } from "@/lib/services/servers/reject";
import { revokeServer } from "@/lib/services/servers/revoke";
import { getRevision } from "@/lib/services/site-configs/get-revision";
import {
  ADMIN,
  codeOf,
  eventsOf,
  inventoryOf,
  must,
  personOf,
  publish,
  storeDraft,
} from "@/lib/services/test-world";
import { withTestDatabase } from "@/scripts/test-database";
import { codeIn, TestAgent } from "./test-agent";

withTestDatabase();

const SITE = "Default Web Site";

/** A second machine with the same keys. */
function copyOf(agent: TestAgent): TestAgent {
  const copy = new TestAgent(agent.hostName);
  Object.assign(copy, {
    signing: agent.signing,
    sealing: agent.sealing,
    serverId: agent.serverId,
    epoch: agent.epoch,
    instanceId: randomUUID(),
  });
  return copy;
}

/** A poll that is not held. */
const ask = async (agent: TestAgent) => {
  const gone = new AbortController();
  setTimeout(() => gone.abort(), 40);
  return codeIn(await agent.poll({ signal: gone.signal }));
};

async function quarantined(hostName: string) {
  const agent = await TestAgent.approved(hostName);
  const copy = copyOf(agent);
  copy.epoch = 2;
  await ask(agent);
  await ask(copy);
  const said: string[] = [];
  for (let round = 0; round < 3; round++) {
    said.push(await ask(agent));
    await ask(copy);
  }
  return { agent, copy, said };
}

describe("a machine and its copy", () => {
  it("are both quarantined when they take turns: no jobs, no reports, an event", async () => {
    const { agent, copy, said } = await quarantined("clone01");
    expect(said).toEqual(["agent-fenced", "agent-fenced", "agent-quarantined"]);
    expect(await ask(copy)).toBe("agent-quarantined");
    expect(await ask(agent)).toBe("agent-quarantined");
    expect(await codeIn(await copy.report(inventoryOf({})))).toBe("agent-quarantined");
    expect(must(await getServer(ADMIN, agent.serverId)).state).toBe("quarantined");
    expect((await eventsOf("server.quarantine")).at(-1)).toMatchObject({
      nounId: agent.serverId,
      after: { newest: { epoch: 2 }, other: { epoch: 1 } },
    });
    const draft = await storeDraft("Clones", ["vera"]);
    await publish(draft.id);
    const place = { serverId: agent.serverId, scope: "S", expectedDigest: null };
    expect(
      codeOf(await startDeployment(ADMIN, { siteConfigId: draft.id, revision: 1, targets: [place] })),
    ).toBe("server-not-approved");
    // A database that somebody changed brings it back no more than a revoked one.
    await db().server.update({ where: { id: agent.serverId }, data: { state: "approved" } });
    expect(await ask(copy)).toBe("stored-data-altered");
  });
});

describe("re-enrolling", () => {
  it("gives the same server new keys after a comparison, and the old key opens nothing from then on", async () => {
    const { agent, copy } = await quarantined("clone02");
    expect(codeOf(await reEnrolServer(personOf("operator"), agent.serverId, {}))).toBe("not-allowed");
    const { token, hostName } = must(await reEnrolServer(ADMIN, agent.serverId, { minutes: 15 }));
    const anew = new TestAgent(hostName);
    const response = await anew.enrol({ token, osVersion: "Windows Server 2025" });
    expect(await response.json()).toMatchObject({ serverId: agent.serverId, state: "pending" });
    expect(await ask(anew)).toBe("agent-not-approved");
    expect(await ask(copy)).toBe("agent-quarantined");
    const { replacement } = must(await getServer(ADMIN, agent.serverId));
    const fingerprint = await anew.fingerprint();
    expect(replacement).toMatchObject({ fingerprint, osVersion: "Windows Server 2025" });
    expect(JSON.stringify(replacement)).not.toContain("signingKey");
    expect(
      codeOf(await approveServer(ADMIN, agent.serverId, { fingerprint: await agent.fingerprint() })),
    ).toBe("fingerprint-mismatch");
    must(await approveServer(ADMIN, agent.serverId, { fingerprint }));
    expect(await ask(anew)).toBe("ok");
    expect(await codeIn(await anew.report(inventoryOf({})))).toBe("ok");
    for (const old of [agent, copy]) expect(await ask(old)).toBe("assertion-invalid");
    const now = must(await getServer(ADMIN, agent.serverId));
    expect(now).toMatchObject({ id: agent.serverId, state: "approved", fingerprint, replacement: null });
    expect((await eventsOf("server.replace-keys")).at(-1)?.before).toMatchObject({ state: "quarantined" });
  });

  it("forgets what the old agent told of passwords: the new one's marks are made with another key", async () => {
    const agent = await TestAgent.approved("marks01");
    const draft = await storeDraft("Marks", ["marked"], "Stored-9!");
    const { digest } = await publish(draft.id);
    const { config } = must(await getRevision(ADMIN, draft.id, 1));
    const passwords = [
      {
        entry: "many-to-one:x",
        userName: "CONTOSO\\marked",
        state: "encrypted" as const,
        mark: "a".repeat(64),
      },
    ];
    const seen = inventoryOf({ [SITE]: config });
    const inventory = { ...seen, observed: seen.observed.map((each) => ({ ...each, passwords })) };
    const place = { serverId: agent.serverId, scope: SITE, expectedDigest: null };
    must(await startDeployment(ADMIN, { siteConfigId: draft.id, revision: 1, targets: [place] }));
    expect(
      await codeIn(await agent.finish(await agent.takeJob(), { observedDigest: digest, inventory })),
    ).toBe("ok");
    const baselines = () => db().passwordBaseline.count({ where: { target: { serverId: agent.serverId } } });
    expect(await baselines()).toBe(1);
    const { token } = must(await reEnrolServer(ADMIN, agent.serverId, { minutes: 15 }));
    const anew = new TestAgent("marks01");
    await anew.enrol({ token });
    must(await approveServer(ADMIN, agent.serverId, { fingerprint: await anew.fingerprint() }));
    expect(await baselines()).toBe(0);
    expect(await codeIn(await anew.report(inventory))).toBe("ok");
    expect(await eventsOf("target.password-drifted")).toEqual([]);
  });

  it("leaves the old machine at work until then; keys that were turned away never get in", async () => {
    const agent = await TestAgent.approved("rebuilt01");
    const { token } = must(await reEnrolServer(ADMIN, agent.serverId, {}));
    expect(await codeIn(await new TestAgent("other").enrol({ token }))).toBe("token-other-host");
    const anew = new TestAgent("rebuilt01");
    expect(await codeIn(await anew.enrol({ token }))).toBe("ok");
    expect(await ask(agent)).toBe("ok");
    must(await rejectServer(ADMIN, agent.serverId));
    expect(await ask(anew)).toBe("assertion-invalid");
    expect(await ask(agent)).toBe("ok");
  });

  it("takes a revoked server back, and no key that the database was given behind the console's back", async () => {
    const agent = await TestAgent.approved("revoked01");
    must(await revokeServer(ADMIN, agent.serverId));
    const { token } = must(await reEnrolServer(ADMIN, agent.serverId, {}));
    const anew = new TestAgent("revoked01");
    expect(await codeIn(await anew.enrol({ token }))).toBe("ok");
    await db().serverReplacement.update({
      where: { serverId: agent.serverId },
      data: { passwordHandling: "clear" },
    });
    expect(
      codeOf(await approveServer(ADMIN, agent.serverId, { fingerprint: await anew.fingerprint() })),
    ).toBe("stored-data-altered");
    const again = must(await reEnrolServer(ADMIN, agent.serverId, {}));
    const third = new TestAgent("revoked01");
    expect(await codeIn(await third.enrol({ token: again.token }))).toBe("ok");
    must(await approveServer(ADMIN, agent.serverId, { fingerprint: await third.fingerprint() }));
    expect(await ask(third)).toBe("ok");
    const pending = await TestAgent.pending("pending01");
    expect(codeOf(await reEnrolServer(ADMIN, pending.serverId, {}))).toBe("conflict");
  });
});

describe("a revocation", () => {
  it("is not undone by the approved row that somebody kept, nor is the replacement of a key", async () => {
    const agent = await TestAgent.approved("kept01");
    const kept = await db().server.findUniqueOrThrow({ where: { id: agent.serverId } });
    must(await revokeServer(ADMIN, agent.serverId));
    const { state, mac } = kept;
    await db().server.update({ where: { id: agent.serverId }, data: { state, mac } });
    expect(await ask(agent)).toBe("agent-revoked");

    const old = await TestAgent.approved("kept02");
    const before = await db().server.findUniqueOrThrow({ where: { id: old.serverId } });
    const { token } = must(await reEnrolServer(ADMIN, old.serverId, {}));
    const anew = new TestAgent("kept02");
    expect(await codeIn(await anew.enrol({ token }))).toBe("ok");
    must(await approveServer(ADMIN, old.serverId, { fingerprint: await anew.fingerprint() }));
    const { signingKey, sealingKey, fingerprint } = before;
    await db().server.update({
      where: { id: old.serverId },
      data: {
        signingKey: signingKey ?? {},
        sealingKey: sealingKey ?? {},
        fingerprint,
        mac: before.mac,
        state: before.state,
      },
    });
    expect(await ask(old)).toBe("agent-revoked");
  });
});
