import { describe, expect, it } from "vitest";
import { CONSOLE } from "@/lib/auth/actor";
import { db } from "@/lib/db";
import type { Observed } from "@/lib/iis/inventory";
import { withTestDatabase } from "@/scripts/test-database";
import { leaseJob } from "../agents/lease-job";
import { recordReport } from "../agents/record-report";
import { recordResult } from "../agents/record-result";
import { getOverview } from "../overview/get";
import { getDrift } from "../servers/get-drift";
import { getRevision } from "../site-configs/get-revision";
import { setTargetModes } from "../targets/set-modes";
import {
  ADMIN,
  eventsOf,
  inventoryOf,
  must,
  publish,
  storeDraft,
  storeMapping,
  storeServer,
} from "../test-world";
import { correctDrift } from "./correct-drift";
import { startDeployment } from "./start";

withTestDatabase();

const SITE = "Default Web Site";
let worlds = 0;

/** Marks by person; null: somebody took the password out; undefined: nobody can read it. */
type Marks = Record<string, string | null | undefined>;

/** A push to one site that maps two people, `a` with a password in the console and `b` without; no job was done yet. */
async function world() {
  const name = `secret${++worlds}`;
  const draft = await storeDraft(name);
  await storeMapping(draft.id, `${name}a`, "Stored-9!");
  await storeMapping(draft.id, `${name}b`);
  const { digest, number } = await publish(draft.id);
  const { config } = must(await getRevision(ADMIN, draft.id, number));
  const { id: serverId } = await storeServer(name);
  const server = () => db().server.findUniqueOrThrow({ where: { id: serverId } });
  const inventory = (marks: Marks) => {
    const seen = inventoryOf({ [SITE]: config });
    const passwords = Object.entries(marks).map(([person, mark]) => ({
      entry: `many-to-one:${person}`,
      userName: `CONTOSO\\${name}${person}`,
      state: mark === null ? ("absent" as const) : ("encrypted" as const),
      ...(mark ? { mark: mark.repeat(64) } : {}),
    }));
    return { ...seen, observed: seen.observed.map((each): Observed => ({ ...each, passwords })) };
  };
  const push = async () =>
    must(
      await startDeployment(ADMIN, {
        siteConfigId: draft.id,
        revision: number,
        targets: [{ serverId, scope: SITE, expectedDigest: null }],
      }),
    );
  const lease = async () => {
    const job = must(await leaseJob(serverId, 1));
    if (job === null) throw new Error("no job");
    return job;
  };
  const finish = async (
    { id, attempt, leaseId, fencing }: Awaited<ReturnType<typeof lease>>,
    marks?: Marks,
  ) => {
    const proof = { attempt, leaseId, fencing, observedDigest: digest, steps: [], warnings: [] };
    const seen = marks && { inventory: inventory(marks) };
    must(await recordResult(await server(), id, { outcome: "verified", ...proof, ...seen }, null));
  };
  const report = async (marks: Marks) => {
    const instance = { protocol: 1, instanceId: "8f14e45f-ceea-467f-a1d0-2f1b0a3c4d5e", epoch: 1 };
    must(await recordReport(await server(), { ...instance, inventory: inventory(marks) }));
  };
  const pushed = async (marks: Marks) => {
    await push();
    await finish(await lease(), marks);
  };
  const target = () => db().target.findFirstOrThrow({ where: { serverId } });
  const drift = async () => must(await getDrift(ADMIN, (await target()).id));
  const corrections = async () =>
    db().deployment.count({
      where: { kind: "corrective", targets: { some: { targetId: (await target()).id } } },
    });
  const events = async () => {
    const { id } = await target();
    return [
      ...(await eventsOf("target.password-drifted")),
      ...(await eventsOf("target.passwords-in-sync")),
    ].filter(({ nounId }) => nounId === id);
  };
  const enforce = async () =>
    must(await setTargetModes(ADMIN, { targetIds: [(await target()).id], mode: "enforce" }));
  return { name, serverId, push, lease, finish, pushed, report, target, drift, corrections, events, enforce };
}

const correct = async () => must(await correctDrift(CONSOLE));

describe("a password that changed on the server", () => {
  it("is drift of the target, told once, until the pushed one is there again", async () => {
    const { name, pushed, report, drift, events, corrections } = await world();
    await pushed({ a: "1", b: "2" });
    expect(await drift()).toMatchObject({
      target: { state: "in-sync" },
      passwords: [],
      passwordsCompared: 2,
    });
    await report({ a: "1", b: "2" });
    const before = must(await getOverview(ADMIN)).targets.drifted;
    for (const mark of ["3", "4"]) await report({ a: mark, b: "2" });
    expect(must(await getOverview(ADMIN)).targets.drifted).toBe(before + 1);
    const found = await drift();
    expect(found).toMatchObject({ target: { state: "drifted" }, changes: [] });
    expect(found.passwords).toEqual([
      {
        kind: "changed",
        section: "iisClientCertificateMappingAuthentication",
        text: `The password of CONTOSO\\${name}a in the mapping a is not the one that the last push left there.`,
        class: "corrective",
      },
    ]);
    await report({ a: "3", b: null });
    expect((await drift()).passwords.map((each) => [each.kind, each.class])).toEqual([
      ["changed", "corrective"],
      ["removed", "foreign"],
    ]);
    await correct();
    expect(await corrections()).toBe(0);
    await report({ a: "1", b: "2" });
    expect(await drift()).toMatchObject({ target: { state: "in-sync" }, passwords: [] });
    const told = await events();
    expect(told.map(({ action, after }) => [action, after])).toEqual([
      ["target.password-drifted", { revision: 1, entries: 1, accounts: [`CONTOSO\\${name}a`] }],
      [
        "target.password-drifted",
        { revision: 1, entries: 2, accounts: [`CONTOSO\\${name}a`, `CONTOSO\\${name}b`] },
      ],
      ["target.passwords-in-sync", { revision: 1, entries: 0, accounts: [] }],
    ]);
    expect(JSON.stringify([told.map(({ after }) => after), found])).not.toMatch(/([0-9])\1{63}/);
  });

  it("is put right once where the target is enforced, and what no push can put right stays an alarm", async () => {
    const { pushed, report, drift, corrections, enforce, lease, finish } = await world();
    await pushed({ a: "1", b: "2" });
    await enforce();
    await report({ a: "1", b: "9" });
    await correct();
    expect(await corrections()).toBe(0);
    await report({ a: "3", b: "9" });
    await correct();
    await correct();
    expect(await corrections()).toBe(1);
    // The agent puts the console's back and keeps the other one: that is still not what a person's push left.
    await finish(await lease(), { a: "1", b: "9" });
    expect((await drift()).passwords.map(({ class: kind }) => kind)).toEqual(["foreign"]);
    await correct();
    await report({ a: "4", b: "9" });
    await correct();
    expect(await corrections()).toBe(1);
    expect((await drift()).target.state).toBe("drifted");
    await pushed({ a: "1", b: "9" });
    expect(await drift()).toMatchObject({ target: { state: "in-sync" }, passwords: [] });
  });

  it("of a password that was taken out, no corrective push takes the alarm away", async () => {
    const { pushed, report, drift, enforce, lease, finish } = await world();
    await pushed({ a: "1", b: "2" });
    await enforce();
    await report({ a: "3", b: null });
    await correct();
    await finish(await lease(), { a: "1", b: null });
    expect((await drift()).passwords.map(({ kind }) => kind)).toEqual(["removed"]);
  });
});

describe("no drift of passwords is", () => {
  it("what our own later push writes, whatever is reported while it is under way", async () => {
    const { push, lease, finish, pushed, report, drift, events } = await world();
    await pushed({ a: "1", b: "2" });
    await push();
    const job = await lease();
    await report({ a: "5", b: "2" });
    await finish(job, { a: "5", b: "2" });
    await report({ a: "5", b: "2" });
    expect((await drift()).target.state).toBe("in-sync");
    expect(await events()).toEqual([]);
  });

  it("what stands there before a push, nor what an agent cannot read or did not tell with its result", async () => {
    const { push, lease, finish, report, drift, events } = await world();
    await push();
    await report({ a: "1" });
    await report({ a: "2" });
    await finish(await lease());
    await report({ a: "3" });
    await report({ a: "4" });
    expect(await drift()).toMatchObject({ passwords: [], passwordsCompared: 0 });
    await push();
    await finish(await lease(), { a: "4", b: undefined });
    await report({ a: undefined, b: "7" });
    expect(await drift()).toMatchObject({
      target: { state: "in-sync" },
      passwords: [],
      passwordsCompared: 1,
    });
    expect(await events()).toEqual([]);
  });
});

describe("the database", () => {
  it("takes a baseline of a verified push to that target only, and a drift only with its name", async () => {
    const { pushed, push, lease, target } = await world();
    await pushed({ a: "1", b: "2" });
    const { id: targetId } = await target();
    const set = (data: object) => db().passwordBaseline.update({ where: { targetId }, data });
    await expect(set({ drift: "0".repeat(64) })).rejects.toThrow(/drift_named/);
    await expect(set({ drifted: [{}] })).rejects.toThrow(/drift_named/);
    await expect(set({ marks: {} })).rejects.toThrow(/lists/);
    await push();
    await expect(set({ jobId: (await lease()).id })).rejects.toThrow(/verified push/);
  });
});
