import { describe, expect, it } from "vitest";
import { codeIn, TestAgent } from "@/app/api/agent/test-agent";
import { openBundle } from "@/lib/agent-api/bundle";
import { openPlan, planInputSchema } from "@/lib/agent-api/plan";
import type { Actor } from "@/lib/auth/actor";
import { db } from "@/lib/db";
import { digestSiteConfig } from "@/lib/iis/digest";
import type { Inventory } from "@/lib/iis/inventory";
import type { SiteConfig } from "@/lib/iis/site-config";
import { consolePublicKey } from "@/lib/secrets/console-key";
import { getDeployment } from "@/lib/services/deployments/get";
import { planDeployment } from "@/lib/services/deployments/plan";
import { startDeployment } from "@/lib/services/deployments/start";
import { startTask } from "@/lib/services/doctor/start-task";
import { withoutFollowers } from "@/lib/services/revisions/shared-configuration";
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
import { chooseWriter } from "./choose-writer";
import { getServer } from "./get";

withTestDatabase();

const SITE = "Partner portal";

let worlds = 0;
async function world() {
  const name = `farm${++worlds}`;
  const folder = `\\\\files\\${name}`;
  const seen = (config: SiteConfig, sharedConfiguration: string | null = folder): Inventory => ({
    ...inventoryOf({ [SITE]: config }),
    host: { sharedConfiguration },
  });
  const node = async (host: string, path: string | null) => {
    const agent = await TestAgent.approved(`${name}-${host}.example`);
    expect(await codeIn(await agent.report(seen({}, path)))).toBe("ok");
    return agent;
  };
  const one = await node("web1", `\\\\FILES\\${name}\\`);
  const two = await node("web2", `//files/${name}`);
  const { id: siteConfigId } = await storeDraft(`Config ${name}`, [name], "Secret-9!");
  await publish(siteConfigId);
  const place = (agent: TestAgent) => ({ serverId: agent.serverId, scope: SITE });
  const plan = async (agent: TestAgent, by: Actor = ADMIN) =>
    planDeployment(by, { siteConfigId, revision: 1, targets: [place(agent)] });
  const push = (agent: TestAgent, by: Actor = ADMIN) =>
    startDeployment(by, { siteConfigId, revision: 1, targets: [{ ...place(agent), expectedDigest: null }] });
  const choose = (agent: TestAgent, by: Actor = ADMIN) => chooseWriter(by, agent.serverId, { folder });
  const revision = await db().revision.findFirstOrThrow({ where: { siteConfigId } });
  const config = revision.config as SiteConfig;
  return { one, two, node, folder, seen, siteConfigId, plan, push, choose, config };
}

/** The agent's side of a push that goes well. */
async function apply(agent: TestAgent, config: SiteConfig): Promise<void> {
  const job = await agent.takeJob();
  const observedDigest = digestSiteConfig(config);
  expect(await codeIn(await agent.finish(job, { observedDigest }))).toBe("ok");
}

describe("servers that share one configuration", () => {
  it("are known by their folder, however it is written; one with its own is not among them", async () => {
    const { one, two, node, folder } = await world();
    const alone = await node("web3", null);
    const members = [one, two].map(({ serverId }) => expect.objectContaining({ id: serverId }));
    expect(must(await getServer(ADMIN, two.serverId)).shared).toEqual({ folder, writerId: null, members });
    expect(must(await getServer(ADMIN, alone.serverId)).shared).toBeNull();
  });

  it("are pushed to by none until one is chosen, and then by that one alone", async () => {
    const { one, two, plan, push, choose } = await world();
    expect(codeOf(await push(one))).toBe("shared-configuration-no-writer");
    must(await choose(one));
    const refused = await push(two);
    expect(codeOf(refused)).toBe("shared-configuration-other-writer");
    expect(!refused.ok && refused.error.message).toContain("-web1.example");
    expect(must(await plan(two)).targets[0]?.blockers).toMatchObject([
      { code: "shared-configuration-other-writer" },
    ]);
    expect(must(await plan(one)).targets[0]).toMatchObject({
      blockers: [],
      alsoChanged: [{ id: two.serverId }],
    });
    expect(codeOf(await push(one))).toBe("ok");
  });

  it("the writer is told so in what the console signs, and in a plan", async () => {
    const { one, push, choose, folder, siteConfigId } = await world();
    must(await choose(one));
    must(await push(one));
    const job = await one.takeJob();
    const bundle = await (await one.bundle(job.bundleDigest)).text();
    expect(must(await openBundle(bundle, consolePublicKey())).sharedConfiguration).toBe(folder);
    await one.finish(job);
    must(await startTask(ADMIN, one.serverId, { kind: "plan", siteConfigId, revision: 1, scope: SITE }));
    const { bundleDigest } = planInputSchema.parse((await one.takeTask()).input);
    const paper = await (await one.bundle(bundleDigest)).text();
    expect(must(await openPlan(paper, consolePublicKey())).sharedConfiguration).toBe(folder);
  });

  it("that follow are asked to look, and the push says what each of them was seen to have", async () => {
    const { one, two, seen, push, choose, config } = await world();
    must(await choose(one));
    const { id } = must(await push(one));
    await apply(one, config);
    const reader = async () => must(await getDeployment(ADMIN, id)).jobs[0]?.readers;
    expect(await reader()).toMatchObject([{ id: two.serverId, state: "waiting" }]);
    expect(await two.takeTask()).toMatchObject({ kind: "inventory" });
    await two.report(seen({}));
    expect(await reader()).toMatchObject([{ state: "different" }]);
    await two.report({ ...seen(config), observed: [] });
    expect(await reader()).toMatchObject([{ state: "unknown" }]);
    const there = seen(config);
    const observed = there.observed.map((each) => ({
      ...each,
      passwords: [
        { entry: "one-to-one:1", userName: "CONTOSO\\a", state: "encrypted" as const, provider: "P" },
      ],
    }));
    await two.report({ ...there, observed });
    expect(await reader()).toMatchObject([{ state: "equal", undecryptable: ["CONTOSO\\a"] }]);
  });

  it("a target of one that follows has what the writer was given, by its own report only", async () => {
    const { one, two, seen, push, choose, config, siteConfigId } = await world();
    must(await choose(two));
    must(await push(two));
    await apply(two, config);
    must(await choose(one));
    must(await push(one));
    await apply(one, config);
    const target = () => db().target.findFirstOrThrow({ where: { serverId: two.serverId } });
    const { deployedRevisionId, observedDigest, deployedDigest } = await target();
    expect(deployedRevisionId).not.toBeNull();
    expect(observedDigest).toBeNull();
    await two.report(seen(config));
    expect((await target()).observedDigest).toBe(deployedDigest);
    // A cut-off reaches it by the writer.
    const targets = await db().target.findMany({ where: { siteConfigId }, include: { server: true } });
    expect(targets).toHaveLength(2);
    const reached = await withoutFollowers(db(), targets);
    expect(reached.map(({ serverId }) => serverId)).toEqual([one.serverId]);
  });
});

describe("choosing the writer", () => {
  it("is an administrator's, with an event, and of the folder that was seen", async () => {
    const { one, two, node, choose, folder } = await world();
    for (const role of ["viewer", "editor", "operator"] as const)
      expect(codeOf(await choose(one, personOf(role)))).toBe("not-allowed");
    expect(codeOf(await chooseWriter(ADMIN, one.serverId, { folder: "\\\\files\\else" }))).toBe("conflict");
    expect(codeOf(await choose(await node("web3", null)))).toBe("conflict");
    must(await choose(one));
    must(await choose(two));
    expect((await eventsOf("server.choose-writer")).at(-1)).toMatchObject({
      nounId: two.serverId,
      before: { writer: expect.stringContaining("web1") },
      after: { folder, writer: expect.stringContaining("web2") },
    });
    expect(must(await getServer(ADMIN, one.serverId)).shared?.writerId).toBe(two.serverId);
  });

  it("waits for a push that runs; one that waits is not handed out to who lost it", async () => {
    const { one, two, push, choose } = await world();
    must(await choose(one));
    const waiting = must(await push(one));
    must(await choose(two));
    expect((await (await one.poll({ signal: AbortSignal.timeout(300) })).text()).includes('"job"')).toBe(
      false,
    );
    expect(must(await getDeployment(ADMIN, waiting.id)).jobs[0]).toMatchObject({
      state: "failed",
      code: "shared-configuration-other-writer",
    });
    must(await push(two));
    const job = await two.takeJob();
    expect(codeOf(await choose(one))).toBe("push-running");
    await two.finish(job);
    must(await choose(one));
  });

  it("ends when the writer leaves the folder, or when a row was altered", async () => {
    const { one, two, seen, push, choose, folder } = await world();
    must(await choose(one));
    await db().sharedConfiguration.update({ where: { folder }, data: { writerId: two.serverId } });
    expect(codeOf(await push(two))).toBe("shared-configuration-no-writer");
    must(await choose(one));
    await one.report(seen({}, null));
    expect(codeOf(await push(two))).toBe("shared-configuration-no-writer");
    expect(codeOf(await push(one))).toBe("ok");
  });
});
