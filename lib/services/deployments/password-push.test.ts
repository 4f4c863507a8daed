import { describe, expect, it } from "vitest";
import { CONSOLE } from "@/lib/auth/actor";
import { db } from "@/lib/db";
import { withTestDatabase } from "@/scripts/test-database";
import { getAccount } from "../accounts/get";
import { setPassword } from "../accounts/set-password";
import { finishJob } from "../agents/finish-job";
import { leaseJob } from "../agents/lease-job";
import {
  ADMIN,
  codeOf,
  eventsOf,
  inventoryOf,
  must,
  personOf,
  publish,
  storeAccount,
  storeDraft,
  storeServer,
} from "../test-world";
import { advanceDeployments } from "./advance";
import { planPasswordPush } from "./plan-password";
import { startPasswordPush } from "./start-password";

withTestDatabase();

const SITE = "Default Web Site";

/** A server on which the newest revision of a site config is deployed, as a verified push leaves it. */
async function storeDeployed(name: string, siteConfigId: string, handling: "sample" | "omit" = "sample") {
  const server = await storeServer(name, handling);
  await db().server.update({
    where: { id: server.id },
    data: { inventory: inventoryOf({ [SITE]: {} }), inventoryAt: new Date() },
  });
  const revision = await db().revision.findFirstOrThrow({
    where: { siteConfigId },
    orderBy: { number: "desc" },
  });
  return db().target.create({
    data: { serverId: server.id, scope: SITE, siteConfigId, deployedRevisionId: revision.id },
  });
}

/** What a finished push leaves behind that brought this password. */
async function finishJobs(accountId: string, passwordVersion: number) {
  await db().deploymentTarget.updateMany({
    where: { state: "queued" },
    data: { state: "verified", finishedAt: new Date(), passwords: { [accountId]: passwordVersion } },
  });
}

/** An account's password on its way to two targets of one site config and one of another. */
async function twoPushes(person: string) {
  const drafts = [
    await storeDraft(`${person} one`, [person], "pw"),
    await storeDraft(`${person} two`, [person]),
  ];
  for (const draft of drafts) await publish(draft.id);
  const [one, two] = drafts.map(({ id }) => id);
  if (one === undefined || two === undefined) throw new Error("no drafts");
  await storeDeployed(`${person}-1`, one);
  await storeDeployed(`${person}-2`, one);
  await storeDeployed(`${person}-3`, two);
  const { id } = await db().account.findUniqueOrThrow({ where: { userNameKey: `contoso\\${person}` } });
  const { pushes } = must(await planPasswordPush(ADMIN, id));
  const { deployments } = must(
    await startPasswordPush(ADMIN, id, {
      pushes: pushes.map(({ siteConfigId, revision, targets }) => ({
        siteConfigId,
        revision,
        targets: targets.map(({ serverId, scope, expectedDigest }) => ({ serverId, scope, expectedDigest })),
      })),
    }),
  );
  const [first, second] = deployments.map((each) => each.id);
  if (first === undefined || second === undefined) throw new Error("no deployments");
  return { id, first, second };
}

async function statesOf(...ids: string[]) {
  const rows = await db().deployment.findMany({
    where: { id: { in: ids } },
    include: { targets: { orderBy: { wave: "asc" } } },
    orderBy: { number: "asc" },
  });
  return rows.map(({ state, targets }) => [state, targets.map((job) => job.state)] as const);
}

/** Ids of the jobs that the agents of a deployment get now. */
async function leases(deploymentId: string): Promise<string[]> {
  const rows = await db().deploymentTarget.findMany({
    where: { deploymentId, state: "queued" },
    include: { target: true },
  });
  const leased: string[] = [];
  for (const { target } of rows) {
    const job = must(await leaseJob(target.serverId, 1));
    if (job !== null) leased.push(job.id);
  }
  return leased;
}

async function end(deploymentId: string, outcome: Parameters<typeof finishJob>[2]) {
  const job = await db().deploymentTarget.findFirstOrThrow({
    where: { deploymentId, state: "leased" },
    include: {
      target: { include: { server: true } },
      revision: { include: { siteConfig: true } },
      deployment: true,
    },
  });
  await db().$transaction((tx) => finishJob(tx, job, outcome));
}

describe("a rotated password", () => {
  it("is pushed to every target whose deployed revision uses the account, and to no other", async () => {
    const [one, two] = [await storeDraft("One", ["mona"], "old password"), await storeDraft("Two", ["mona"])];
    const other = await storeDraft("Other", ["nick"], "some password");
    for (const { id } of [one, two, other]) await publish(id);
    const [first, second] = [await storeDeployed("w1", one.id), await storeDeployed("w2", two.id)];
    await storeDeployed("w3", other.id);
    const kept = await storeDeployed("w4", one.id, "omit");
    const { id } = await db().account.findUniqueOrThrow({ where: { userNameKey: "contoso\\mona" } });
    const states = async () =>
      Object.fromEntries(
        must(await getAccount(ADMIN, id)).places.map(({ targetId, password }) => [targetId, password]),
      );
    expect(await states()).toEqual({ [first.id]: "older", [second.id]: "older", [kept.id]: "kept" });

    const plan = must(await planPasswordPush(personOf("operator"), id));
    expect(plan.pushes).toMatchObject([
      { siteConfigName: "One", revision: 1, targets: [{ serverName: "w1" }] },
      { siteConfigName: "Two", revision: 1, targets: [{ serverName: "w2" }] },
    ]);
    const body = {
      message: "INC-7",
      pushes: plan.pushes.map(({ siteConfigId, revision, targets }) => ({
        siteConfigId,
        revision,
        targets: targets.map(({ serverId, scope, expectedDigest }) => ({ serverId, scope, expectedDigest })),
      })),
    };
    expect(codeOf(await startPasswordPush(personOf("editor"), id, body))).toBe("not-allowed");
    const { deployments } = must(await startPasswordPush(personOf("operator"), id, body));
    expect(deployments.map(({ siteConfigName, message }) => [siteConfigName, message])).toEqual([
      ["One", "New password of CONTOSO\\mona: INC-7"],
      ["Two", "New password of CONTOSO\\mona: INC-7"],
    ]);
    expect(await eventsOf("deployment.start")).toHaveLength(2);
    expect(await states()).toEqual({ [first.id]: "pushing", [second.id]: "pushing", [kept.id]: "kept" });
    await finishJobs(id, 1);
    expect(await states()).toEqual({ [first.id]: "current", [second.id]: "current", [kept.id]: "kept" });
    expect(must(await planPasswordPush(ADMIN, id)).pushes).toEqual([]);

    must(await setPassword(ADMIN, id, { password: "new password" }));
    expect(await states()).toEqual({ [first.id]: "older", [second.id]: "older", [kept.id]: "kept" });
    expect(must(await planPasswordPush(ADMIN, id)).pushes).toHaveLength(2);
  });

  it("is not pushed at all when one of the pushes cannot start", async () => {
    const draft = await storeDraft("Changing", ["olga"], "old password");
    await publish(draft.id);
    const target = await storeDeployed("w5", draft.id);
    const { id } = await db().account.findUniqueOrThrow({ where: { userNameKey: "contoso\\olga" } });
    const place = { serverId: target.serverId, scope: SITE, expectedDigest: null };
    const pushOf = (revision: number) => ({ siteConfigId: draft.id, revision, targets: [place] });
    const before = await db().deployment.count();
    const start = async (...pushes: object[]) => codeOf(await startPasswordPush(ADMIN, id, { pushes }));
    expect(await start(pushOf(7))).toBe("not-found");
    expect(await start(pushOf(1), pushOf(1))).toBe("invalid-input");
    expect(await start()).toBe("invalid-input");
    await db().target.update({ where: { id: target.id }, data: { deployedRevisionId: null } });
    expect(await start(pushOf(1))).toBe("conflict");
    expect(await db().deployment.count()).toBe(before);
  });

  it("is tried on one target first: verified there, the pushes that waited go on", async () => {
    const { id, first, second } = await twoPushes("petra");
    expect(await statesOf(first, second)).toEqual([
      ["running", ["queued", "queued"]],
      ["paused", ["queued"]],
    ]);
    expect(await leases(first)).toHaveLength(1);
    await end(first, { outcome: "verified" });
    expect((await statesOf(first, second)).map(([state]) => state)).toEqual(["running", "running"]);
    must(await advanceDeployments(CONSOLE, Date.now()));
    expect(await leases(first)).toHaveLength(1);
    expect(await leases(second)).toHaveLength(1);
    expect(codeOf(await getAccount(ADMIN, id))).toBe("ok");
  });

  it("that Windows refuses once goes nowhere else, and nothing tries it again by itself", async () => {
    const { first, second } = await twoPushes("quinn");
    expect(await leases(first)).toHaveLength(1);
    await end(first, { outcome: "failed", code: "logon-refused", message: "1326" });
    expect(await statesOf(first, second)).toEqual([
      ["aborted", ["failed", "superseded"]],
      ["aborted", ["superseded"]],
    ]);
    must(await advanceDeployments(CONSOLE, Date.now()));
    expect([...(await leases(first)), ...(await leases(second))]).toEqual([]);
    const over = await db().deploymentTarget.findFirstOrThrow({ where: { deploymentId: second } });
    expect(over.result).toMatchObject({ code: "logon-refused" });
    expect((await eventsOf("deployment.stop")).map(({ reason }) => reason)).toEqual(
      expect.arrayContaining([expect.stringContaining("Windows refused the password")]),
    );
  });

  it("that fails on the first target for another reason waits for a person", async () => {
    const { first, second } = await twoPushes("ruth");
    await leases(first);
    await end(first, { outcome: "failed", code: "disk-full", message: "full" });
    must(await advanceDeployments(CONSOLE, Date.now()));
    expect((await statesOf(first, second)).map(([state]) => state)).toEqual(["paused", "paused"]);
  });

  it("of an account that is nowhere, or has none, waits for nobody", async () => {
    const { id } = await storeAccount("CONTOSO\\nowhere");
    expect(must(await planPasswordPush(ADMIN, id)).pushes).toEqual([]);
    expect(codeOf(await planPasswordPush(ADMIN, "nonsense"))).toBe("not-found");
    expect(codeOf(await planPasswordPush(personOf("editor"), id))).toBe("not-allowed");
  });
});
