import { afterEach, describe, expect, it } from "vitest";
import { db } from "@/lib/db";
import { noteRevoked } from "@/lib/secrets/high-water";
import { startDeployment } from "@/lib/services/deployments/start";
import { approveServer } from "@/lib/services/servers/approve";
import { revokeServer } from "@/lib/services/servers/revoke";
import { ADMIN, must, publish, storeDraft } from "@/lib/services/test-world";
import { withTestDatabase } from "@/scripts/test-database";
import { codeIn, TestAgent } from "./test-agent";

withTestDatabase();

const held: AbortController[] = [];
afterEach(() => {
  for (const each of held.splice(0)) each.abort();
});

/** A poll that waits at the console: its time of being seen says that it arrived. */
async function waitingPoll(agent: TestAgent) {
  const signal = new AbortController();
  held.push(signal);
  const before = new Date();
  const answer = agent.poll({ signal: signal.signal });
  await until(async () => {
    const server = await db().server.findUniqueOrThrow({ where: { id: agent.serverId } });
    return server.lastSeenAt !== null && server.lastSeenAt >= before;
  });
  return { answer, abort: () => signal.abort() };
}

async function until(condition: () => Promise<boolean>): Promise<void> {
  for (const deadline = Date.now() + 60_000; Date.now() < deadline; ) if (await condition()) return;
  throw new Error("It did not come about within a minute.");
}

async function pushTo(agents: TestAgent[]) {
  const name = agents[0]?.hostName ?? "";
  const draft = await storeDraft(`Config ${name}`, [name]);
  await publish(draft.id);
  return (index: number) =>
    startDeployment(ADMIN, {
      siteConfigId: draft.id,
      revision: 1,
      targets: [{ serverId: agents[index]?.serverId ?? "", scope: "Default Web Site", expectedDigest: null }],
    });
}

describe("a poll that waits", () => {
  it("gets the job of a push at once", async () => {
    const agent = await TestAgent.approved("poll1");
    const { answer } = await waitingPoll(agent);
    // Many round trips to the database: by their end the poll has long looked and found nothing.
    const push = await pushTo([agent]);
    must(await push(0));
    const started = performance.now();
    const response = await answer;
    // Generous: on an idle machine it takes milliseconds, and without the notification 25 seconds.
    expect(performance.now() - started).toBeLessThan(20_000);
    expect(await response.json()).toMatchObject({ state: "approved", job: { kind: "apply" } });
  });

  it("sleeps through the pushes of others", async () => {
    const agents = [await TestAgent.approved("poll2"), await TestAgent.approved("poll3")];
    const push = await pushTo(agents);
    const mine = await waitingPoll(agents[0] as TestAgent);
    const other = await waitingPoll(agents[1] as TestAgent);
    let answered = false;
    void mine.answer.then(() => (answered = true));
    must(await push(1));
    expect((await other.answer).status).toBe(200);
    expect(answered).toBe(false);
    mine.abort();
    expect((await mine.answer).status).toBe(204);
  });

  it("hears of its approval and of its end at once", async () => {
    const agent = await TestAgent.pending("poll4");
    const first = await waitingPoll(agent);
    must(await approveServer(ADMIN, agent.serverId, { fingerprint: await agent.fingerprint() }));
    expect(await (await first.answer).json()).toEqual({ state: "approved" });
    const second = await waitingPoll(agent);
    must(await revokeServer(ADMIN, agent.serverId));
    expect(await codeIn(await second.answer)).toBe("agent-revoked");
  });

  it("gets nothing once its key was revoked, whatever the database says since", async () => {
    const agent = await TestAgent.approved("poll7");
    const push = await pushTo([agent]);
    const { answer } = await waitingPoll(agent);
    // As after a revocation whose row somebody put back as it was.
    noteRevoked(await agent.fingerprint());
    must(await push(0));
    expect(await codeIn(await answer)).toBe("agent-revoked");
  });

  it("whose agent went away leases nothing: the job waits for the next one", async () => {
    const agent = await TestAgent.approved("poll5");
    const push = await pushTo([agent]);
    const { answer, abort } = await waitingPoll(agent);
    abort();
    expect((await answer).status).toBe(204);
    must(await push(0));
    expect((await agent.poll({ signal: AbortSignal.abort() })).status).toBe(204);
    const job = await db().deploymentTarget.findFirstOrThrow({
      where: { target: { serverId: agent.serverId } },
    });
    expect(job).toMatchObject({ state: "queued", leaseId: null, fencing: 0 });
    expect((await agent.takeJob()).fencing).toBe(1);
  });

  it("of an older start of the agent is told to stop when a newer one is heard of", async () => {
    const agent = await TestAgent.approved("poll6");
    const push = await pushTo([agent]);
    const old = await waitingPoll(agent);
    agent.epoch = 2;
    const newer = await waitingPoll(agent);
    must(await push(0));
    expect(await codeIn(await old.answer)).toBe("agent-fenced");
    expect(await (await newer.answer).json()).toMatchObject({ job: { fencing: 1 } });
  });

  it("is one of many, and each gets its own job", async () => {
    const agents = [];
    for (let n = 0; n < 20; n++) agents.push(await TestAgent.approved(`many${n}`));
    const push = await pushTo(agents);
    const polls = await Promise.all(agents.map(waitingPoll));
    for (const index of agents.keys()) must(await push(index));
    const jobs = await Promise.all(polls.map(async ({ answer }) => (await answer).json()));
    expect(new Set(jobs.map(({ job }) => job.id)).size).toBe(agents.length);
  });
});
