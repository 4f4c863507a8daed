import { describe, expect, it } from "vitest";
import { db } from "@/lib/db";
import { withTestDatabase } from "@/scripts/test-database";
import { createServerGroup } from "../server-groups/create";
import { listServers } from "../servers/list";
import { listPlaces } from "../servers/list-places";
import { setServerGroups } from "../servers/set-groups";
import { setServerTags } from "../servers/set-tags";
import { ADMIN, codeOf, eventsOf, inventoryOf, must, personOf, storeDraft, storeServer } from "../test-world";
import { getWindows } from "./get";
import { setWindows } from "./set";

withTestDatabase();

const NIGHT = { weekdays: [6, 5, 6], startMinute: 1320, lengthMinutes: 240, timeZone: "Europe/Berlin" };

describe("maintenance windows", () => {
  it("of a server come beside those of its groups, and replace what was there, with an event", async () => {
    const { id } = await storeServer("windows1");
    const group = must(await createServerGroup(ADMIN, { name: "Night" }));
    must(await setServerGroups(ADMIN, id, { groupIds: [group.id] }));
    must(await setWindows(ADMIN, { kind: "server-group", id: group.id }, { windows: [NIGHT] }));
    const set = must(
      await setWindows(ADMIN, { kind: "server", id }, { windows: [{ ...NIGHT, timeZone: "UTC" }] }),
    );
    expect(set.windows).toEqual([{ ...NIGHT, weekdays: [5, 6], timeZone: "UTC" }]);
    expect(set.inherited).toEqual([{ ...NIGHT, weekdays: [5, 6], group: "Night" }]);
    must(await setWindows(ADMIN, { kind: "server", id }, { windows: [] }));
    expect(must(await getWindows(personOf("viewer"), { kind: "server", id })).windows).toEqual([]);
    expect((await eventsOf("server.set-windows")).at(-1)).toMatchObject({
      before: { windows: ["Fri, Sat 22:00 for 4 h, UTC"] },
      after: { windows: [] },
    });
  });

  it("are refused when they make no sense, and for who may not", async () => {
    const owner = { kind: "server", id: (await storeServer("windows2")).id } as const;
    const set = async (part: object) =>
      codeOf(await setWindows(ADMIN, owner, { windows: [{ ...NIGHT, ...part }] }));
    expect(await set({ timeZone: "Europe/Nowhere" })).toBe("invalid-input");
    expect(await set({ weekdays: [] })).toBe("invalid-input");
    expect(await set({ lengthMinutes: 0 })).toBe("invalid-input");
    expect(codeOf(await setWindows(personOf("operator"), owner, { windows: [] }))).toBe("not-allowed");
    expect(codeOf(await setWindows(ADMIN, { kind: "server", id: "nonsense" }, { windows: [] }))).toBe(
      "not-found",
    );
  });
});

describe("many servers at once", () => {
  it("are found by tag, and their sites by name where the site config may go", async () => {
    const [one, two, three] = [
      await storeServer("tag1"),
      await storeServer("tag2"),
      await storeServer("tag3"),
    ];
    const mine = await storeDraft("tags mine");
    const other = await storeDraft("tags other");
    for (const { id } of [one, two, three]) {
      const inventory = inventoryOf({ Intranet: {}, Shop: {} });
      await db().server.update({ where: { id }, data: { inventory } });
      must(await setServerTags(ADMIN, id, { tags: ["Rack-7", "rack-7", "blue"] }));
    }
    await db().server.update({ where: { id: three.id }, data: { allowedSites: ["INTRANET"] } });
    await db().target.create({ data: { serverId: two.id, scope: "Shop", siteConfigId: other.id } });
    expect(must(await listServers(ADMIN, { tag: "RACK-7" })).items.map(({ tags }) => tags)).toEqual(
      Array(3).fill(["blue", "rack-7"]),
    );
    expect(must(await listServers(ADMIN, { tag: "nobody" })).total).toBe(0);
    const { items } = must(await listPlaces(ADMIN, { query: "rack-7", siteConfigId: mine.id }));
    expect(items).toEqual([
      { scope: "Intranet", serverIds: [one.id, two.id, three.id] },
      { scope: "Shop", serverIds: [one.id] },
    ]);
    expect(codeOf(await setServerTags(personOf("editor"), one.id, { tags: [] }))).toBe("not-allowed");
  });
});
