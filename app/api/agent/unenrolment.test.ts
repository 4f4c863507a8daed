import { expect, it } from "vitest";
import { db } from "@/lib/db";
import { isOwnServer } from "@/lib/secrets/records";
import { eventsOf, refuseEvents } from "@/lib/services/test-world";
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
