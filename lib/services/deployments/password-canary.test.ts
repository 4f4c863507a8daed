import { describe, expect, it } from "vitest";
import { CONSOLE } from "@/lib/auth/actor";
import { db } from "@/lib/db";
import { withTestDatabase } from "@/scripts/test-database";
import { setPassword } from "../accounts/set-password";
import { finishJob } from "../agents/finish-job";
import { leaseJob } from "../agents/lease-job";
import { ADMIN, codeOf, eventsOf, must, publish, storeDraft, storeServer } from "../test-world";
import { advanceDeployments } from "./advance";
import { getDeployment } from "./get";
import { planDeployment } from "./plan";
import { resumeDeployment } from "./resume";
import { startDeployment } from "./start";

withTestDatabase();

const SITE = "Default Web Site";
type Handling = "iis" | "clear";

/** A revision that maps to one account with a new password, and servers that never had it. */
async function world(person: string, handlings: Handling[]) {
  const draft = await storeDraft(person, [person], "first password");
  await publish(draft.id);
  const servers = await Promise.all(
    handlings.map((handling, index) => storeServer(`${person}-${index}`, handling)),
  );
  const places = servers.map(({ id }) => ({ serverId: id, scope: SITE }));
  const body = { siteConfigId: draft.id, revision: 1, targets: places };
  const plan = async () => must(await planDeployment(ADMIN, body)).untriedPasswords;
  const push = async (more: object = {}) => {
    const targets = places.map((place) => ({ ...place, expectedDigest: null }));
    return must(await startDeployment(ADMIN, { ...body, targets, ...more })).id;
  };
  const leases = async () => {
    const taken: string[] = [];
    for (const { id, name } of servers) if (must(await leaseJob(id, 1))) taken.push(name);
    return taken;
  };
  return { account: `CONTOSO\\${person}`, plan, push, leases };
}

async function end(deploymentId: string, outcome: object) {
  const jobs = await db().deploymentTarget.findMany({
    where: { deploymentId, state: "leased" },
    include: {
      target: { include: { server: true } },
      revision: { include: { siteConfig: true } },
      deployment: true,
    },
  });
  await db().$transaction(async (tx) => {
    for (const job of jobs) await finishJob(tx, job, { outcome: "verified", ...outcome });
  });
  must(await advanceDeployments(CONSOLE, Date.now()));
}
const REFUSED = { outcome: "failed", code: "logon-refused", message: "1326" };
const stateOf = async (id: string) => must(await getDeployment(ADMIN, id));

describe("a push with a password that nobody has tried", () => {
  it("goes to one server that can try it first, and to the others when it works", async () => {
    const { account, plan, push, leases } = await world("anna", ["clear", "iis", "iis"]);
    expect(await plan()).toEqual([account]);
    const id = await push();
    expect((await eventsOf("deployment.start")).at(-1)?.after).toMatchObject({
      passwordTriedFirstOn: "anna-1",
      newPasswordsOf: [account],
    });
    expect(await leases()).toEqual(["anna-1"]);
    await end(id, {});
    expect(await leases()).toEqual(["anna-0", "anna-2"]);
    await end(id, {});
    expect(await stateOf(id)).toMatchObject({ state: "verified" });
    // It works: the next push needs no first one, until the password is another.
    expect(await plan()).toEqual([]);
    await push();
    expect(await leases()).toHaveLength(3);
  });

  it("ends everywhere when Windows refuses it", async () => {
    const { push, leases } = await world("berta", ["iis", "iis", "iis"]);
    const id = await push();
    expect(await leases()).toHaveLength(1);
    await end(id, REFUSED);
    expect(await leases()).toEqual([]);
    const { state, jobs } = await stateOf(id);
    expect([state, jobs.map((job) => job.state).toSorted()]).toEqual([
      "aborted",
      ["failed", "superseded", "superseded"],
    ]);
    expect(codeOf(await resumeDeployment(ADMIN, id))).toBe("deployment-over");
  });

  it("that fails for another reason waits for a person, and then another server tries it, alone", async () => {
    const { push, leases } = await world("carla", ["iis", "iis", "iis"]);
    const id = await push();
    expect(await leases()).toEqual(["carla-0"]);
    await end(id, { outcome: "failed", code: "disk-full", message: "full" });
    expect(await stateOf(id)).toMatchObject({ state: "paused" });
    expect(await leases()).toEqual([]);
    must(await resumeDeployment(ADMIN, id));
    expect(await leases()).toHaveLength(1);
    await end(id, {});
    expect(await leases()).toHaveLength(1);
  });

  it("stops, and says why, when something newer takes the place of the first one", async () => {
    const { push, leases } = await world("dora", ["iis", "iis"]);
    const id = await push();
    await db().deploymentTarget.updateMany({
      where: { deploymentId: id, triesPassword: true },
      data: { state: "superseded", finishedAt: new Date() },
    });
    must(await advanceDeployments(CONSOLE, Date.now()));
    expect(await leases()).toEqual([]);
    expect(await stateOf(id)).toMatchObject({
      state: "paused",
      stateReason: expect.stringContaining("try the new password first"),
    });
    must(await resumeDeployment(ADMIN, id));
    expect(await leases()).toHaveLength(1);
  });

  it("keeps waves in which one server comes first anyhow, and asks for none where one alone can try", async () => {
    const waves = await world("emma", ["iis", "iis", "iis"]);
    const id = await waves.push({ rollout: { canaryCount: 1, waveSize: 1 } });
    expect((await stateOf(id)).jobs.map(({ wave, triesPassword }) => [wave, triesPassword])).toEqual([
      [0, true],
      [1, false],
      [2, false],
    ]);
    const alone = await world("frida", ["clear", "iis", "clear"]);
    expect(await alone.plan()).toEqual([]);
    await alone.push();
    expect(await alone.leases()).toHaveLength(3);
  });

  it("is asked for again by a new password", async () => {
    const { plan, push, leases, account } = await world("gerda", ["iis", "iis"]);
    const id = await push();
    await leases();
    await end(id, {});
    expect(await plan()).toEqual([]);
    const row = await db().account.findUniqueOrThrow({ where: { userNameKey: account.toLowerCase() } });
    must(await setPassword(ADMIN, row.id, { password: "second password" }));
    expect(await plan()).toEqual([account]);
    await push();
    expect(await leases()).toHaveLength(1);
  });
});
