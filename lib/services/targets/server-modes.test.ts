import { randomUUID } from "node:crypto";
import { describe, expect, it } from "vitest";
import { db } from "@/lib/db";
import { withTestDatabase } from "@/scripts/test-database";
import {
  ADMIN,
  codeOf,
  eventsOf,
  must,
  personOf,
  refuseEvents,
  storeDraft,
  storeServer,
} from "../test-world";
import { planServerModes } from "./plan-server-modes";
import { setServerModes } from "./set-server-modes";

withTestDatabase();

let count = 0;

/** Two servers in a group with two targets each, one of them enforced, and a server beside it with one. */
async function world() {
  const name = `modes${++count}`;
  const { id: siteConfigId } = await storeDraft(name);
  const group = await db().serverGroup.create({ data: { name, nameKey: name, createdBy: ADMIN.name } });
  const servers = [
    await storeServer(`${name}-a`),
    await storeServer(`${name}-b`),
    await storeServer(`${name}-c`),
  ];
  const [a, b, c] = servers.map(({ id }) => id);
  if (a === undefined || b === undefined || c === undefined) throw new Error("no servers");
  for (const serverId of [a, b]) {
    await db().serverGroupMember.create({ data: { serverId, groupId: group.id } });
    for (const scope of ["One", "Two"]) await db().target.create({ data: { serverId, scope, siteConfigId } });
  }
  await db().target.create({ data: { serverId: c, scope: "One", siteConfigId } });
  await db().target.updateMany({ where: { serverId: a, scope: "One" }, data: { mode: "enforce" } });
  const modes = async () =>
    (
      await db().target.findMany({
        where: { siteConfigId },
        orderBy: [{ server: { name: "asc" } }, { scope: "asc" }],
      })
    ).map(({ mode }) => mode);
  return { group, a, b, c, modes };
}

describe("one mode for many servers", () => {
  it("is counted first, then set on all of their targets with an event each", async () => {
    const { a, b, c, modes } = await world();
    const of = { serverIds: [a, b, c], mode: "enforce" };
    expect(must(await planServerModes(ADMIN, of))).toEqual({
      servers: 3,
      targets: 5,
      changes: [{ from: "monitor", count: 4 }],
    });
    const told = (await eventsOf("target.set-mode")).length;
    expect(must(await setServerModes(ADMIN, { ...of, changes: 4 }))).toEqual({ changed: 4 });
    expect(await modes()).toEqual(Array(5).fill("enforce"));
    const events = (await eventsOf("target.set-mode")).slice(told);
    expect(events).toHaveLength(4);
    expect(events[0]).toMatchObject({ before: { mode: "monitor" }, after: { mode: "enforce" } });
  });

  it("goes to the servers of a group and to no other", async () => {
    const { group, modes } = await world();
    const of = { serverGroupId: group.id, mode: "observe" };
    expect(must(await planServerModes(ADMIN, of)).changes).toEqual([
      { from: "monitor", count: 3 },
      { from: "enforce", count: 1 },
    ]);
    must(await setServerModes(ADMIN, { ...of, changes: 4 }));
    expect(await modes()).toEqual(["observe", "observe", "observe", "observe", "monitor"]);
  });

  it("changes nothing when it is not what was confirmed, or when an event cannot be written", async () => {
    const { a, b, modes } = await world();
    const before = await modes();
    const of = { serverIds: [a, b], mode: "observe" };
    expect(codeOf(await setServerModes(ADMIN, { ...of, changes: 3 }))).toBe("conflict");
    const { allow } = await refuseEvents("target.set-mode");
    await expect(setServerModes(ADMIN, { ...of, changes: 4 })).rejects.toThrow();
    await allow();
    expect(await modes()).toEqual(before);
  });

  it("is an administrator's, for servers or a group that are there", async () => {
    const { a, group } = await world();
    const of = { serverIds: [a], mode: "observe" };
    expect(codeOf(await planServerModes(personOf("operator"), of))).toBe("not-allowed");
    expect(codeOf(await setServerModes(personOf("operator"), { ...of, changes: 2 }))).toBe("not-allowed");
    expect(codeOf(await planServerModes(ADMIN, { mode: "observe" }))).toBe("invalid-input");
    expect(codeOf(await planServerModes(ADMIN, { ...of, serverGroupId: group.id }))).toBe("invalid-input");
    expect(codeOf(await planServerModes(ADMIN, { ...of, serverIds: [randomUUID()] }))).toBe("not-found");
    expect(codeOf(await planServerModes(ADMIN, { mode: "observe", serverGroupId: randomUUID() }))).toBe(
      "not-found",
    );
  });
});
