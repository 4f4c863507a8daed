import { describe, expect, it } from "vitest";
import { CONSOLE } from "@/lib/auth/actor";
import { db } from "@/lib/db";
import { withTestDatabase } from "@/scripts/test-database";
import { leaseJob } from "../agents/lease-job";
import { correct, deployed, SITE, without } from "../drift-world";
import { getDrift } from "../servers/get-drift";
import { getRevision } from "../site-configs/get-revision";
import { setTargetModes } from "../targets/set-modes";
import { ADMIN, codeOf, eventsOf, must, personOf, publish, storeMapping, storeServer } from "../test-world";
import { getDeployment } from "./get";
import { planDeployment } from "./plan";
import { rollBack } from "./roll-back";
import { startDeployment } from "./start";

withTestDatabase();

describe("drift", () => {
  it("is only an alarm where the target is watched, and put right once where it is enforced", async () => {
    const { config, report, work, setMode, corrections, target } = await deployed();
    await report(without(config, 0));
    await correct();
    expect(await corrections()).toEqual([]);
    const { changes } = must(await getDrift(ADMIN, target.id));
    expect(changes.map((change) => [change.kind, change.class])).toEqual([["removed", "corrective"]]);

    await setMode("enforce");
    await correct();
    await correct();
    const [first, ...more] = await corrections();
    expect(more).toEqual([]);
    expect(first).toMatchObject({
      createdBy: CONSOLE.name,
      targets: [{ takeOver: true, allowEmpty: false, sequence: 2 }],
    });
    await work("verified");
    await report(config);
    await report(without(config, 1));
    await correct();
    expect(await corrections()).toHaveLength(2);
  });

  it("is not put right again after a try that failed, nor what an altered row calls deployed", async () => {
    const { name, draft, config, report, work, setMode, corrections, target } = await deployed();
    await storeMapping(draft.id, `${name}c`);
    const second = await publish(draft.id);
    await setMode("enforce");
    const { id: revisionId } = await db().revision.findFirstOrThrow({
      where: { siteConfigId: draft.id, number: second.number },
    });
    await db().target.update({
      where: { id: target.id },
      data: { deployedRevisionId: revisionId, deployedDigest: second.digest },
    });
    await report(config);
    await correct();
    expect(await corrections()).toEqual([]);
    await db().target.update({
      where: { id: target.id },
      data: { deployedRevisionId: target.deployedRevisionId, deployedDigest: target.deployedDigest },
    });
    await report(without(config, 0));
    await correct();
    await work("undone");
    await report(without(config, 1));
    await correct();
    expect(await corrections()).toHaveLength(1);
  });

  it("is not put right with an older revision by whoever writes to the database", async () => {
    const { name, draft, revision, report, place, work, corrections, target } = await deployed();
    await storeMapping(draft.id, `${name}c`);
    const second = await publish(draft.id);
    must(await startDeployment(ADMIN, { siteConfigId: draft.id, revision: 2, targets: [place] }));
    await work("verified", second.digest);
    // Every row that says so is made to say that revision 1 is the last thing that was proven.
    await db().deploymentTarget.updateMany({
      where: { targetId: target.id, sequence: 2 },
      data: { state: "superseded" },
    });
    const { deployedRevisionId } = target;
    await db().target.update({
      where: { id: target.id },
      data: { deployedRevisionId, deployedDigest: revision.digest, mode: "enforce" },
    });
    await report(must(await getRevision(ADMIN, draft.id, 2)).config);
    await correct();
    expect(await corrections()).toEqual([]);
    // With the sequence of then the console is fooled, and the agent is not: it has seen this number.
    await db().target.update({ where: { id: target.id }, data: { sequence: 1 } });
    await correct();
    expect((await corrections())[0]?.targets).toMatchObject([{ sequence: 2 }]);
  });
});

describe("the mode of targets", () => {
  it("is set by an administrator, many at once, with an event each", async () => {
    const [one, two] = [await deployed(), await deployed()];
    const targetIds = [one.target.id, two.target.id];
    expect(codeOf(await setTargetModes(personOf("operator"), { targetIds, mode: "observe" }))).toBe(
      "not-allowed",
    );
    expect(must(await setTargetModes(ADMIN, { targetIds, mode: "observe" }))).toEqual({ changed: 2 });
    expect(must(await setTargetModes(ADMIN, { targetIds, mode: "observe" }))).toEqual({ changed: 0 });
    expect((await eventsOf("target.set-mode")).slice(-2)).toMatchObject([
      { before: { mode: "monitor" }, after: { mode: "observe" } },
      { before: { mode: "monitor" }, after: { mode: "observe" } },
    ]);
    const plan = must(
      await planDeployment(ADMIN, {
        siteConfigId: one.draft.id,
        revision: 1,
        targets: [{ serverId: one.place.serverId, scope: SITE }],
      }),
    );
    expect(plan.targets[0]?.blockers.map(({ code }) => code)).toContain("target-observed");
  });
});

describe("a rollback", () => {
  it("is a new revision with the old content, pushed; the rejected one is never applied again", async () => {
    const { name, draft, config, place, work } = await deployed();
    await storeMapping(draft.id, `${name}c`);
    const second = await publish(draft.id);
    must(await startDeployment(ADMIN, { siteConfigId: draft.id, revision: 2, targets: [place] }));
    await work("verified", second.digest);
    const bad = await db().deployment.findFirstOrThrow({
      where: { revision: { siteConfigId: draft.id, number: 2 } },
    });
    expect(must(await getDeployment(ADMIN, bad.id)).rollbackTo).toBe(1);
    const body = {
      siteConfigId: draft.id,
      revision: 1,
      rejects: 2,
      reason: "it let too many in",
      targets: [place],
    };
    expect(codeOf(await rollBack(personOf("editor"), body))).toBe("not-allowed");
    expect(codeOf(await rollBack(ADMIN, { ...body, reason: "" }))).toBe("invalid-input");
    expect(codeOf(await rollBack(ADMIN, { ...body, revision: 2 }))).toBe("invalid-input");
    const { id, revision, kind } = must(await rollBack(personOf("operator"), body));
    expect([revision, kind]).toEqual([3, "rollback"]);
    const third = must(await getRevision(ADMIN, draft.id, 3));
    expect(third.config).toEqual(config);
    expect(await eventsOf("revision.reject")).toMatchObject([{ reason: "it let too many in" }]);
    await work("verified", third.digest);
    // Revision 1 says the same as 3, and 2 was rejected.
    expect(must(await getDeployment(ADMIN, id)).rollbackTo).toBeNull();
    const again = { siteConfigId: draft.id, revision: 2, targets: [place] };
    expect(codeOf(await startDeployment(ADMIN, again))).toBe("revision-rejected");
    const plan = must(
      await planDeployment(ADMIN, { ...again, targets: [{ serverId: place.serverId, scope: SITE }] }),
    );
    expect(plan.targets[0]?.blockers.map(({ code }) => code)).toContain("revision-rejected");
    expect(codeOf(await rollBack(ADMIN, body))).toBe("nothing-to-publish");
  });

  it("stops what waits of the rejected revision elsewhere, and nothing of it is handed out", async () => {
    const { name, draft, place, work } = await deployed();
    const others = [await storeServer(`${name}x`), await storeServer(`${name}y`)];
    await storeMapping(draft.id, `${name}c`);
    const second = await publish(draft.id);
    const push = { siteConfigId: draft.id, revision: 2 };
    must(await startDeployment(ADMIN, { ...push, targets: [place] }));
    await work("verified", second.digest);
    const [offline, late] = others.map(({ id }) => ({ serverId: id, scope: SITE, expectedDigest: null }));
    const waits = must(await startDeployment(ADMIN, { ...push, targets: [offline] }));
    const back = { siteConfigId: draft.id, revision: 1, rejects: 2, reason: "it let too many in" };
    must(await rollBack(ADMIN, { ...back, targets: [place] }));
    const [left] = must(await getDeployment(ADMIN, waits.id)).jobs;
    expect(left).toMatchObject({ state: "superseded", code: "revision-rejected" });
    expect(left?.message).toContain("it let too many in");
    expect(must(await leaseJob(others[0]?.id ?? "", 1))).toBeNull();

    // As when a push had read the revision before the rollback, and came into the database after it.
    const rejection = await db().revisionRejection.findFirstOrThrow({
      where: { revision: { siteConfigId: draft.id } },
    });
    await db().revisionRejection.deleteMany({ where: { revisionId: rejection.revisionId } });
    const raced = must(await startDeployment(ADMIN, { ...push, targets: [late] }));
    await db().revisionRejection.create({ data: rejection });
    expect(must(await leaseJob(others[1]?.id ?? "", 1))).toBeNull();
    expect(must(await getDeployment(ADMIN, raced.id)).jobs).toMatchObject([
      { state: "failed", code: "revision-rejected" },
    ]);
  });
});
