import { describe, expect, it } from "vitest";
import { CONSOLE } from "@/lib/auth/actor";
import { db } from "@/lib/db";
import { withTestDatabase } from "@/scripts/test-database";
import { correct, deployed, without } from "../drift-world";
import { getOverview } from "../overview/get";
import { getDrift } from "../servers/get-drift";
import { listServers } from "../servers/list";
import { planServerModes } from "../targets/plan-server-modes";
import { setServerModes } from "../targets/set-server-modes";
import { ADMIN, eventsOf, must, personOf, refuseEvents } from "../test-world";
import { startDeployment } from "./start";

withTestDatabase();

/** An enforced target whose site another program changes. */
async function enforced() {
  const world = await deployed(5);
  const { config, report, work, setMode, corrections, target, place, draft } = world;
  await setMode("enforce");
  /** The mapping at this place of the list goes, and the console has its turns. */
  const drift = async (index: number) => {
    await report(without(config, index));
    await correct();
    await correct();
  };
  const corrected = async (index: number) => {
    await drift(index);
    await work("verified");
  };
  const held = async () => must(await getDrift(ADMIN, target.id)).target.correctionHold?.reason ?? null;
  const told = async () =>
    (await eventsOf("target.correction-held")).filter(({ nounId }) => nounId === target.id);
  const push = async () => {
    const { observedDigest: expectedDigest } = await db().target.findUniqueOrThrow({
      where: { id: target.id },
    });
    const targets = [{ ...place, expectedDigest, takeOver: true }];
    must(await startDeployment(personOf("operator"), { siteConfigId: draft.id, revision: 1, targets }));
  };
  const aDayLater = () =>
    db()
      .$executeRaw`UPDATE "Correction" SET "createdAt" = "createdAt" - interval '24 hours 1 second' WHERE "targetId" = ${target.id}::uuid`;
  const count = async () => (await corrections()).length;
  return { ...world, drift, corrected, held, told, push, aDayLater, count };
}

describe("a drift that differs each time", () => {
  it("is corrected three times within 24 hours; the next is held, with one event, and every list says so", async () => {
    const { corrected, drift, held, told, count, target, place } = await enforced();
    const { name } = await db().server.findUniqueOrThrow({ where: { id: place.serverId } });
    const before = must(await getOverview(ADMIN)).corrections.held;
    for (const index of [0, 1, 2]) await corrected(index);
    expect([await count(), await held(), await told()]).toEqual([3, null, []]);
    await drift(3);
    await drift(4);
    expect([await count(), await held()]).toEqual([3, "limit"]);
    expect(await told()).toMatchObject([
      {
        actorName: CONSOLE.name,
        after: { hold: "limit" },
        reason: "Corrected 3 times in 24 hours; held until a person pushes.",
      },
    ]);
    expect(must(await getDrift(ADMIN, target.id)).target.state).toBe("drifted");
    expect(must(await getOverview(ADMIN)).corrections.held).toBe(before + 1);
    const shown = must(await listServers(ADMIN, { show: "correction-held", limit: 100 }));
    expect(shown.items.map((server) => server.name)).toContain(name);
  });

  it("is corrected again after 24 hours, but not once it is held", async () => {
    const { corrected, drift, held, count, aDayLater } = await enforced();
    for (const index of [0, 1, 2]) await corrected(index);
    await aDayLater();
    for (const index of [3, 4, 0]) await corrected(index);
    expect([await count(), await held()]).toEqual([6, null]);
    await drift(1);
    await aDayLater();
    await drift(2);
    expect([await count(), await held()]).toEqual([6, "limit"]);
  });
});

describe("a drift that came back the same", () => {
  it("is held at once, with one event that says so", async () => {
    const { corrected, drift, held, told, count } = await enforced();
    await corrected(0);
    await drift(0);
    await drift(1);
    expect([await count(), await held()]).toEqual([1, "repeated"]);
    expect(await told()).toMatchObject([
      { reason: "The same change came back after it was corrected; held until a person pushes." },
    ]);
  });

  it("after more than 24 hours is corrected like a new one", async () => {
    const { corrected, held, count, aDayLater } = await enforced();
    await corrected(0);
    await aDayLater();
    await corrected(0);
    expect([await count(), await held()]).toEqual([2, null]);
  });
});

describe("what is held", () => {
  it("is let go by a person's push that was verified, not by one that failed nor by the console's", async () => {
    const { corrected, drift, held, count, push, work, target } = await enforced();
    await corrected(0);
    await drift(0);
    await push();
    await work("undone");
    expect(await held()).toBe("repeated");
    // As of a removal at its date.
    await push();
    await db().deployment.updateMany({
      where: { targets: { some: { targetId: target.id, state: "queued" } } },
      data: { createdBy: CONSOLE.name },
    });
    await work("verified");
    expect(await held()).toBe("repeated");

    await drift(0);
    await push();
    expect(await held()).toBe("repeated");
    await work("verified");
    expect(await held()).toBeNull();
    expect((await eventsOf("deployment.verified")).at(-1)?.after).toMatchObject({ endsHold: "repeated" });
    for (const index of [0, 1, 2]) await corrected(index);
    expect(await count()).toBe(4);
    await drift(3);
    expect(await held()).toBe("limit");
  });

  it("is let go by the mode set anew: another one, the same once more, or that of its server", async () => {
    const { corrected, drift, held, count, setMode, work, place } = await enforced();
    await corrected(0);
    await drift(0);
    await setMode("monitor");
    expect(await held()).toBeNull();
    await setMode("enforce");
    await correct();
    expect(await count()).toBe(2);
    await work("verified");
    await drift(0);
    expect(await held()).toBe("repeated");
    expect(await setMode("enforce")).toEqual({ changed: 1 });
    expect((await eventsOf("target.set-mode")).at(-1)).toMatchObject({
      before: { mode: "enforce", held: "repeated" },
      after: { mode: "enforce" },
    });
    expect(await setMode("enforce")).toEqual({ changed: 0 });
    await corrected(0);
    expect(await count()).toBe(3);
    await drift(0);
    const of = { serverIds: [place.serverId], mode: "enforce" };
    const { changes } = must(await planServerModes(ADMIN, of));
    expect(changes).toEqual([{ from: "enforce", count: 1 }]);
    must(await setServerModes(ADMIN, { ...of, changes: 1 }));
    expect(await held()).toBeNull();
  });

  it("is not held without its event", async () => {
    const { corrected, drift, held } = await enforced();
    await corrected(0);
    const { allow } = await refuseEvents("target.correction-held");
    await expect(drift(0)).rejects.toThrow();
    await allow();
    expect(await held()).toBeNull();
    await drift(0);
    expect(await held()).toBe("repeated");
  });

  it("has the mode enforce and a reason, says the database", async () => {
    const { target, setMode } = await enforced();
    const set = (data: object) => db().target.update({ where: { id: target.id }, data });
    const held = { correctionHeldAt: new Date(), correctionHold: "limit" };
    await expect(set({ correctionHeldAt: new Date() })).rejects.toThrow(/Target_correction_hold/);
    await expect(set({ ...held, mode: "monitor" })).rejects.toThrow(/Target_correction_hold/);
    await set(held);
    await setMode("observe");
  });
});
