import { describe, expect, it } from "vitest";
import { codeIn, TestAgent } from "@/app/api/agent/test-agent";
import { openBundle } from "@/lib/agent-api/bundle";
import { openPlan, planInputSchema } from "@/lib/agent-api/plan";
import type { PlanResult } from "@/lib/agent-api/plan-result";
import { db } from "@/lib/db";
import { consolePublicKey } from "@/lib/secrets/console-key";
import { startDeployment } from "@/lib/services/deployments/start";
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
import { getDoctor } from "./get";
import { getTask } from "./get-task";
import { setBindingFlags } from "./set-binding-flags";
import { startTask } from "./start-task";

withTestDatabase();

const SITE = "Partner portal";
const PLAN: PlanResult = {
  liveDigest: "ab".repeat(32),
  writes: true,
  changes: [{ kind: "added", section: "access", text: "sslFlags" }],
  changeCount: 1,
  foreign: [],
  foreignCount: 0,
  emptied: false,
  bindings: [],
  newPasswords: [],
  newPasswordCount: 0,
  warnings: [],
};

let worlds = 0;
async function world() {
  const name = `plan${++worlds}`;
  const agent = await TestAgent.approved(`${name}.example`);
  expect(await codeIn(await agent.report(inventoryOf({ [SITE]: {} })))).toBe("ok");
  const { id: siteConfigId } = await storeDraft(`Config ${name}`, [name], "Secret-9!");
  await publish(siteConfigId);
  const ask = (wish: object = {}, by = ADMIN) =>
    startTask(by, agent.serverId, { kind: "plan", siteConfigId, revision: 1, scope: SITE, ...wish });
  const look = (id: string, by = ADMIN) => getTask(by, agent.serverId, id);
  const paper = async () => {
    const { input } = await agent.takeTask();
    return planInputSchema.parse(input).bundleDigest;
  };
  const push = () =>
    startDeployment(ADMIN, {
      siteConfigId,
      revision: 1,
      targets: [{ serverId: agent.serverId, scope: SITE, expectedDigest: null }],
    });
  return { agent, siteConfigId, ask, look, paper, push };
}

describe("a plan on the server", () => {
  it("is asked for by a signed paper without passwords and sequence, which no apply takes", async () => {
    const { agent, ask, paper, siteConfigId } = await world();
    const { id } = must(await ask());
    const jws = await (await agent.bundle(await paper())).text();
    const planned = must(await openPlan(jws, consolePublicKey()));
    expect(planned).toMatchObject({
      serverId: agent.serverId,
      scope: SITE,
      taskId: id,
      revision: { number: 1 },
    });
    expect(planned.storedPasswords).toHaveLength(1);
    expect(planned).not.toHaveProperty("passwords");
    expect(planned).not.toHaveProperty("sequence");
    expect(codeOf(await openBundle(jws, consolePublicKey()))).toBe("bundle-signature");
    expect(await db().target.count({ where: { serverId: agent.serverId } })).toBe(0);
    expect((await eventsOf("site.plan")).at(-1)).toMatchObject({
      nounId: agent.serverId,
      after: { siteConfigId, revision: 1 },
    });
  });

  it("is answered once, and the paper is gone then", async () => {
    const { agent, ask, look, paper } = await world();
    const { id } = must(await ask());
    expect(must(await look(id))).toMatchObject({ state: "queued", online: true, plan: null });
    const digest = await paper();
    expect((await agent.answer(id, { outcome: "done", plan: PLAN })).status).toBe(204);
    expect(must(await look(id))).toMatchObject({ state: "done", scope: SITE, plan: PLAN });
    expect(await codeIn(await agent.bundle(digest))).toBe("not-found");
  });

  it("of an agent that is too old, away or silent is told as that", async () => {
    const { agent, ask, look } = await world();
    const old = must(await ask());
    await agent.takeTask();
    await agent.answer(old.id, { outcome: "refused", code: "task-unknown", message: "Update it." });
    expect(must(await look(old.id))).toMatchObject({ state: "refused", code: "task-unknown", plan: null });
    const silent = must(await ask());
    const past = new Date(Date.now() - 3_600_000);
    await db().agentTask.update({ where: { id: silent.id }, data: { createdAt: past } });
    await db().server.update({ where: { id: agent.serverId }, data: { lastSeenAt: past } });
    expect(must(await look(silent.id))).toMatchObject({ state: "unanswered", online: false });
  });

  it("is not signed when a row was altered behind the console's back; the next question is asked", async () => {
    const { agent, ask, look, push } = await world();
    must(await push());
    await agent.takeJob();
    const target = await db().target.findFirstOrThrow({ where: { serverId: agent.serverId } });
    must(await setBindingFlags(ADMIN, target.id, { wishes: [{ key: "0.0.0.0:443", dsMapper: true }] }));
    await db().target.update({
      where: { id: target.id },
      data: { bindingFlags: [{ key: "0.0.0.0:443", dsMapper: false }] },
    });
    await db().deploymentTarget.updateMany({ where: { targetId: target.id }, data: { state: "failed" } });
    const { id } = must(await ask());
    const next = must(await startTask(ADMIN, agent.serverId, { kind: "inventory" }));
    expect((await agent.takeTask()).id).toBe(next.id);
    expect(must(await look(id))).toMatchObject({ state: "refused", code: "stored-data-altered" });
  });

  it("goes to its own agent only, and takes who may push", async () => {
    const { agent, ask, look, paper } = await world();
    const other = await world();
    expect(codeOf(await ask({}, personOf("editor")))).toBe("not-allowed");
    expect(codeOf(await ask({}, personOf("viewer")))).toBe("not-allowed");
    expect(codeOf(await ask({ revision: 7 }))).toBe("not-found");
    const { id } = must(await ask({}, personOf("operator")));
    const digest = await paper();
    expect(await codeIn(await other.agent.bundle(digest))).toBe("not-found");
    expect(await codeIn(await other.agent.answer(id, { outcome: "done", plan: PLAN }))).toBe("not-found");
    expect(codeOf(await getTask(ADMIN, other.agent.serverId, id))).toBe("not-found");
    expect(codeOf(await look("no-id"))).toBe("not-found");
    expect(must(await look(id, personOf("viewer"))).state).toBe("running");
    expect(must(await getDoctor(ADMIN, agent.serverId, { site: SITE })).tasks).toMatchObject([
      { kind: "plan" },
    ]);
  });
});
