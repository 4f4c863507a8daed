import { describe, expect, it } from "vitest";
import { db } from "@/lib/db";
import { withTestDatabase } from "@/scripts/test-database";
import { getAccount } from "../accounts/get";
import { setPassword } from "../accounts/set-password";
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
import { planPasswordPush } from "./plan-password";
import { startPasswordPush } from "./start-password";

withTestDatabase();

const SITE = "Default Web Site";

/** A server on which the newest revision of a site config is deployed, as a verified push leaves it. */
async function storeDeployed(name: string, siteConfigId: string, handling: "sample" | "clear" = "sample") {
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

describe("a rotated password", () => {
  it("is pushed to every target whose deployed revision uses the account, and to no other", async () => {
    const [one, two] = [await storeDraft("One", ["mona"], "old password"), await storeDraft("Two", ["mona"])];
    const other = await storeDraft("Other", ["nick"], "some password");
    for (const { id } of [one, two, other]) await publish(id);
    const [first, second] = [await storeDeployed("w1", one.id), await storeDeployed("w2", two.id)];
    await storeDeployed("w3", other.id);
    const kept = await storeDeployed("w4", one.id, "clear");
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

  it("of an account that is nowhere, or has none, waits for nobody", async () => {
    const { id } = await storeAccount("CONTOSO\\nowhere");
    expect(must(await planPasswordPush(ADMIN, id)).pushes).toEqual([]);
    expect(codeOf(await planPasswordPush(ADMIN, "nonsense"))).toBe("not-found");
    expect(codeOf(await planPasswordPush(personOf("editor"), id))).toBe("not-allowed");
  });
});
