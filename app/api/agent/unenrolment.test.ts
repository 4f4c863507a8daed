import { expect, it } from "vitest";
import { db } from "@/lib/db";
import { isOwnServer } from "@/lib/secrets/records";
import { findServer } from "@/lib/services/agents/authenticate";
import { unenrolAgent } from "@/lib/services/agents/unenrol";
import { eventsOf, must, refuseEvents } from "@/lib/services/test-world";
import { withTestDatabase } from "@/scripts/test-database";
import { codeIn, TestAgent } from "./test-agent";

withTestDatabase();

const serverOf = ({ serverId }: TestAgent) => db().server.findUniqueOrThrow({ where: { id: serverId } });

it("ends the agent's rights at its own wish, once, with an event in its own name", async () => {
  const agent = await TestAgent.approved("web60");
  await agent.poll({ signal: AbortSignal.timeout(1) });
  expect(await codeIn(await agent.unenrol())).toBe("ok");
  const server = await serverOf(agent);
  expect(server).toMatchObject({ state: "revoked", decidedBy: "web60" });
  expect(isOwnServer(server)).toBe(true);
  expect(await codeIn(await agent.poll())).toBe("agent-revoked");
  expect(await codeIn(await agent.unenrol())).toBe("agent-revoked");
  expect(await eventsOf("server.unenrol")).toMatchObject([
    {
      actorKind: "agent",
      nounId: agent.serverId,
      before: { state: "approved" },
      after: { state: "revoked" },
    },
  ]);
});

it("lets an agent leave that nobody approved yet", async () => {
  const agent = await TestAgent.pending("web61");
  expect(await codeIn(await agent.unenrol())).toBe("ok");
  expect((await serverOf(agent)).state).toBe("revoked");
});

it("does not let an older start end the rights of a newer one", async () => {
  const agent = await TestAgent.approved("web62");
  agent.epoch = 5;
  await agent.poll({ signal: AbortSignal.timeout(1) });
  expect(await codeIn(await agent.unenrol({ epoch: 4 }))).toBe("agent-fenced");
  expect((await serverOf(agent)).state).toBe("approved");
});

it("is not done without its event", async () => {
  const agent = await TestAgent.approved("web63");
  const refused = await refuseEvents("server.unenrol");
  await agent.unenrol().catch(() => undefined);
  expect((await serverOf(agent)).state).toBe("approved");
  await refused.allow();
});

it("is for good: an older backup brings the agent's rights back no more than a revoked one's", async () => {
  const agent = await TestAgent.approved("web64");
  const before = await serverOf(agent);
  expect(await codeIn(await agent.unenrol())).toBe("ok");
  // The very row that the console wrote, as a backup of that time has it.
  const { state, mac, decidedAt, decidedBy } = before;
  await db().server.update({ where: { id: agent.serverId }, data: { state, mac, decidedAt, decidedBy } });
  expect(isOwnServer(await serverOf(agent))).toBe(true);
  expect(await codeIn(await agent.poll())).toBe("agent-revoked");
  expect(await codeIn(await agent.unenrol())).toBe("agent-revoked");
});

it("that was refused leaves the key alive", async () => {
  const agent = await TestAgent.approved("web65");
  agent.epoch = 5;
  await agent.poll({ signal: AbortSignal.timeout(1) });
  await agent.unenrol({ epoch: 4 });
  expect(await codeIn(await agent.poll({ signal: AbortSignal.timeout(1) }))).toBe("ok");
});

it("by a key that a person replaced in the same moment leaves the new one's rights alone", async () => {
  const agent = await TestAgent.approved("web66");
  const asked = await findServer(agent.serverId);
  if (asked === null) throw new Error("There is no such server.");
  await db().server.update({ where: { id: asked.id }, data: { fingerprint: "of another key" } });
  const { epoch, instanceId } = agent;
  must(await unenrolAgent(asked, { protocol: 1, epoch, instanceId }, null));
  expect(await serverOf(agent)).toMatchObject({ state: "approved" });
});
