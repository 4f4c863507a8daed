import { describe, expect, it } from "vitest";
import type { ServerQuery } from "@/lib/api/servers";
import { db } from "@/lib/db";
import { withTestDatabase } from "@/scripts/test-database";
import { getOverview } from "../overview/get";
import { ADMIN, codeOf, must, publish, storeDraft, storeServer } from "../test-world";
import { listServers } from "./list";

withTestDatabase();

const shown = async (show: ServerQuery["show"]) =>
  must(await listServers(ADMIN, { show })).items.map(({ name }) => name);

describe("servers that stand in one way", () => {
  it("are those that the overview counts", async () => {
    const draft = await storeDraft("show", ["show"]);
    const { digest } = await publish(draft.id);
    const online = await storeServer("online");
    const drifted = await storeServer("drifted");
    await db().server.update({
      where: { id: (await storeServer("copied")).id },
      data: { state: "quarantined" },
    });
    await db().server.update({ where: { id: (await storeServer("new")).id }, data: { state: "pending" } });
    await db().server.update({ where: { id: (await storeServer("away")).id }, data: { lastSeenAt: null } });
    for (const [{ id: serverId }, observedDigest] of [
      [online, digest],
      [drifted, "0".repeat(64)],
    ] as const)
      await db().target.create({
        data: { serverId, scope: "Site", siteConfigId: draft.id, deployedDigest: digest, observedDigest },
      });

    expect(await shown("quarantined")).toEqual(["copied"]);
    expect(await shown("pending")).toEqual(["new"]);
    expect(await shown("offline")).toEqual(["away"]);
    expect(await shown("drifted")).toEqual(["drifted"]);
    expect(await shown("in-sync")).toEqual(["online"]);
    expect(await shown("failed")).toEqual([]);
    expect(await shown("")).toHaveLength(5);
    const { servers, targets } = must(await getOverview(ADMIN));
    expect([servers.quarantined, servers.pending, servers.offline, targets.drifted]).toEqual([1, 1, 1, 1]);
    expect(codeOf(await listServers(ADMIN, { show: "upside-down" }))).toBe("invalid-input");
  });
});
