import { createHash, randomUUID } from "node:crypto";
import { describe, expect, it } from "vitest";
import { db } from "@/lib/db";
import type { Server } from "@/lib/generated/prisma/client";
import type { SiteConfig } from "@/lib/iis/site-config";
import { withTestDatabase } from "@/scripts/test-database";
import { storeInventory } from "../agents/store-inventory";
import { storeObservations } from "../agents/store-observation";
import { getRevision } from "../site-configs/get-revision";
import {
  ADMIN,
  codeOf,
  eventsOf,
  inventoryOf,
  must,
  personOf,
  publish,
  storeDraft,
  storeMapping,
  storeServer,
} from "../test-world";
import { exportAccess } from "./export";
import { listAccess } from "./list";
import { printAccess } from "./print";

withTestDatabase();

const SITE = "Partner portal";
const DAY = 86_400_000;
const day = (n: number) => new Date(Date.UTC(2026, 2, 1) + n * DAY);

async function accounts(input: Record<string, unknown>): Promise<(string | null)[]> {
  return must(await listAccess(ADMIN, input)).items.map(({ userName }) => userName);
}

/**
 * Revision 1 (alice) pushed on day 2, revision 2 (alice, bob) on day 4, a push that failed on day 5. Observed: alice from day 2,
 * nothing from day 6.
 */
async function history(name: string): Promise<{ server: Server; targetId: string; siteConfigId: string }> {
  const draft = await storeDraft(name, [`${name}-alice`]);
  await publish(draft.id);
  await storeMapping(draft.id, `${name}-bob`);
  await publish(draft.id);
  const [first, second] = await db().revision.findMany({
    where: { siteConfigId: draft.id },
    orderBy: { number: "asc" },
  });
  if (!first || !second) throw new Error("two revisions were published");
  const server = await storeServer(`${name}-web`);
  const target = await db().target.create({
    data: {
      serverId: server.id,
      scope: SITE,
      siteConfigId: draft.id,
      deployedRevisionId: second.id,
      deployedDigest: second.digest,
      deployedAt: day(4),
    },
  });
  const push = async (
    revisionId: string,
    finishedAt: Date,
    state: "verified" | "failed",
    sequence: number,
  ) => {
    const { id: deploymentId } = await db().deployment.create({
      data: { revisionId, message: "", createdBy: ADMIN.name },
    });
    await db().deploymentTarget.create({
      data: { deploymentId, targetId: target.id, revisionId, state, sequence, finishedAt, mac: "" },
    });
  };
  await push(first.id, day(2), "verified", 1);
  await push(second.id, day(4), "verified", 2);
  await push(first.id, day(5), "failed", 3);
  const { config } = must(await getRevision(ADMIN, draft.id, 1));
  await db().$transaction(async (tx) => {
    await storeObservations(tx, [{ targetId: target.id, config }], day(2));
    await storeObservations(tx, [{ targetId: target.id, config }], day(3));
    await storeObservations(tx, [{ targetId: target.id, config: null }], day(6));
  });
  return { server, targetId: target.id, siteConfigId: draft.id };
}

describe("as of a moment in the past", () => {
  it("is what the last verified push before it had left there", async () => {
    const { server } = await history("deployed");
    const asOf = (at: Date) => accounts({ view: "deployed", server: server.id, at: at.toISOString() });
    expect(await asOf(day(1))).toEqual([]);
    expect(await asOf(day(2))).toEqual(["CONTOSO\\deployed-alice"]);
    expect(await asOf(day(3.9))).toEqual(["CONTOSO\\deployed-alice"]);
    expect(await asOf(day(4))).toEqual(["CONTOSO\\deployed-alice", "CONTOSO\\deployed-bob"]);
    expect(await asOf(day(6))).toEqual(["CONTOSO\\deployed-alice", "CONTOSO\\deployed-bob"]);
  });

  it("is what was reported last before it, and nothing where the site was gone", async () => {
    const { server, targetId } = await history("observed");
    const asOf = (at: Date) => accounts({ view: "observed", server: server.id, at: at.toISOString() });
    expect(await asOf(day(1))).toEqual([]);
    expect(await asOf(day(5))).toEqual(["CONTOSO\\observed-alice"]);
    expect(await asOf(day(6))).toEqual([]);
    expect(await accounts({ view: "observed", server: server.id })).toEqual([]);
    // Twice the same is one, prolonged.
    const seen = await db().observation.findMany({ where: { targetId }, orderBy: { observedFrom: "asc" } });
    expect(seen.map(({ observedFrom, observedUntil }) => [observedFrom, observedUntil])).toEqual([
      [day(2), day(3)],
      [day(6), day(6)],
    ]);
  });

  it("is what had been published until then", async () => {
    const { siteConfigId } = await history("desired");
    const revisions = await db().revision.findMany({ where: { siteConfigId }, orderBy: { number: "asc" } });
    const asOf = (at: Date | undefined) =>
      accounts({ view: "desired", siteConfig: siteConfigId, at: at?.toISOString() ?? "" });
    expect(await asOf(day(0))).toEqual([]);
    // The target itself came later than day 0, so what was published then stood nowhere.
    expect(await asOf(revisions[0]?.publishedAt)).toEqual(["CONTOSO\\desired-alice"]);
    expect(await asOf(undefined)).toHaveLength(2);
  });

  it("says nothing of how a target stands today", async () => {
    const { server } = await history("state");
    const { items } = must(await listAccess(ADMIN, { server: server.id, at: day(9).toISOString() }));
    expect(items.map(({ state, since, revision }) => [state, since, revision])).toEqual([
      [null, day(4).toISOString(), 2],
      [null, day(4).toISOString(), 2],
    ]);
  });

  it("keeps what it knew when a report could not read the file", async () => {
    const { server, targetId } = await history("unreadable");
    const { config } = await db().observation.findFirstOrThrow({
      where: { targetId, config: { not: "DbNull" } },
    });
    await db().$transaction((tx) =>
      storeInventory(tx, server, inventoryOf({ [SITE]: config as unknown as SiteConfig })),
    );
    const before = await db().observation.count({ where: { targetId } });
    await db().$transaction((tx) =>
      storeInventory(tx, server, {
        ...inventoryOf({}),
        unreadable: { code: "config-malformed", message: "Line 1." },
      }),
    );
    expect(await db().observation.count({ where: { targetId } })).toBe(before);
    expect(await accounts({ view: "observed", server: server.id })).toEqual(["CONTOSO\\unreadable-alice"]);
  });

  it("refuses a moment that is none", async () => {
    for (const at of ["yesterday", "2026-13-01T00:00:00Z", "'; DROP TABLE"])
      expect(codeOf(await listAccess(ADMIN, { at }))).toBe("invalid-input");
  });
});

describe("an export of the past", () => {
  it("has the same rows as the database, and a digest of them", async () => {
    const { server } = await history("export");
    const filter = { view: "deployed", server: server.id, at: day(3).toISOString() };
    let csv = "";
    for await (const part of must(await exportAccess(ADMIN, "csv", filter))) csv += part;
    const end = csv.indexOf('"# ');
    const [body, footer] = [csv.slice(0, end), csv.slice(end)];
    expect(body.split("\r\n")).toHaveLength(3);
    expect(footer).toContain(`1 rows, deployed, as of ${day(3).toISOString()}`);
    expect(footer).toContain(`server ${server.id}`);
    expect(footer).toContain(createHash("sha256").update(body).digest("hex"));

    let text = "";
    for await (const part of must(await exportAccess(ADMIN, "json", filter))) text += part;
    const json = JSON.parse(text);
    expect(json).toMatchObject({ count: 1, filter, exportedBy: ADMIN.name });
    expect(json.rows).toEqual(must(await listAccess(ADMIN, filter)).items);
    const hashed = text.slice(0, text.lastIndexOf("\n],"));
    expect(json.sha256).toBe(createHash("sha256").update(hashed).digest("hex"));
  });
});

describe("filters", () => {
  it("narrow by account, certificate, kind, validity, place, drift", async () => {
    const { server, targetId } = await history("filters");
    const rows = must(await listAccess(ADMIN, { server: server.id })).items;
    const [alice] = rows;
    if (!alice) throw new Error("two rows");
    const count = async (filter: object) =>
      must(await listAccess(ADMIN, { server: server.id, ...filter })).total;
    expect(await count({ account: alice.userKey })).toBe(1);
    expect(await count({ certificate: alice.sha256 })).toBe(1);
    expect(await count({ certificate: "0".repeat(64) })).toBe(0);
    expect(await count({ kind: "oneToOne" })).toBe(2);
    expect(await count({ kind: "manyToOne" })).toBe(0);
    expect(await count({ target: targetId })).toBe(2);
    expect(await count({ target: randomUUID() })).toBe(0);
    expect(await count({ broad: "yes" })).toBe(0);
    expect(await count({ privileged: "yes" })).toBe(0);
    expect(await count({ left: "expired" })).toBe(0);
    expect(await count({ drifted: "yes" })).toBe(0);
    await db().target.update({ where: { id: targetId }, data: { observedDigest: "other" } });
    await db().deploymentTarget.deleteMany({ where: { targetId, state: "failed" } });
    expect(await count({ drifted: "yes" })).toBe(2);
    // Long after: expired, as of then.
    const later = new Date(Date.parse(alice.notAfter ?? "") + DAY).toISOString();
    expect(await count({ at: later, left: "expired" })).toBe(2);
    const shortlyBefore = new Date(Date.parse(alice.notAfter ?? "") - 10 * DAY).toISOString();
    expect(await count({ at: shortlyBefore, left: "15" })).toBe(2);
    expect(await count({ at: shortlyBefore, left: "expired" })).toBe(0);
  });
});

describe("on paper", () => {
  it("are the same rows, with the digest that the CSV export has", async () => {
    const { server } = await history("paper");
    const filter = { view: "deployed", server: server.id, at: day(3).toISOString() };
    const printed = must(await printAccess(ADMIN, filter));
    expect(printed.rows).toEqual(must(await listAccess(ADMIN, filter)).items);
    let csv = "";
    for await (const part of must(await exportAccess(ADMIN, "csv", filter))) csv += part;
    expect(csv).toContain(printed.sha256);
    expect((await eventsOf("access.export")).at(-2)).toMatchObject({ after: { format: "print", ...filter } });
    expect(codeOf(await printAccess(personOf("viewer"), filter))).toBe("not-allowed");
  });
});
