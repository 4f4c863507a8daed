import { beforeAll, describe, expect, it } from "vitest";
import type { AuditEventItem } from "@/lib/api/audit-events";
import { db } from "@/lib/db";
import { withTestDatabase } from "@/scripts/test-database";
import { getOverview } from "../overview/get";
import { ADMIN, codeOf, must, personOf, storeAccount, storeDraft, storeServer } from "../test-world";
import { listAuditEvents } from "./list";
import { waitForEvents } from "./news";
import { recordRefusal } from "./record-refusal";

withTestDatabase();

beforeAll(async () => {
  await storeDraft("Claims", ["alice"]);
  await storeServer("WEB01");
  for (let n = 0; n < 20; n++) await storeAccount(`MANY\\user${n}`);
});

describe("the list of events", () => {
  it("gives each event once, newest first, page by page", async () => {
    const seen: AuditEventItem[] = [];
    let cursor: string | null = null;
    do {
      const page: { items: AuditEventItem[]; nextCursor: string | null; total: number } = must(
        await listAuditEvents(ADMIN, { limit: 7, ...(cursor && { cursor }) }),
      );
      expect(page.total).toBe(await db().auditEvent.count());
      seen.push(...page.items);
      cursor = page.nextCursor;
    } while (cursor !== null);
    const ids = seen.map(({ id }) => Number(id));
    expect(ids).toHaveLength(await db().auditEvent.count());
    expect(ids).toEqual([...new Set(ids)].toSorted((a, b) => b - a));
  });

  it("is searched by kind, noun and words, and refuses nonsense", async () => {
    const { id } = await db().account.findUniqueOrThrow({ where: { userNameKey: "many\\user7" } });
    const found = async (input: unknown) => must(await listAuditEvents(ADMIN, input)).total;
    expect(await found({ action: "account.create" })).toBe(21);
    expect(await found({ nounId: id })).toBe(1);
    expect(await found({ query: "MANY\\USER7" })).toBe(1);
    expect(await found({ actorId: "nobody" })).toBe(0);
    expect(await found({ actorId: ADMIN.id })).toBe(await db().auditEvent.count());
    const today = new Date().toISOString().slice(0, 10);
    expect(await found({ from: today, to: today })).toBe(await db().auditEvent.count());
    expect(await found({ to: "2020-01-31" })).toBe(0);
    expect(await found({ from: "2099-01-01" })).toBe(0);
    for (const wrong of [
      { action: "account.explode" },
      { cursor: "x" },
      { limit: 1000 },
      { from: "31.3.2026" },
      { to: "2026-02-30" },
    ])
      expect(codeOf(await listAuditEvents(ADMIN, wrong))).toBe("invalid-input");
  });

  it("is for auditors and administrators; the first page leaves it out for the others", async () => {
    expect(codeOf(await listAuditEvents(personOf("auditor"), {}))).toBe("ok");
    for (const role of ["viewer", "editor", "operator"] as const) {
      expect(codeOf(await listAuditEvents(personOf(role), {}))).toBe("not-allowed");
      expect(must(await getOverview(personOf(role))).recent).toEqual([]);
    }
    expect(must(await getOverview(personOf("auditor"))).recent).toHaveLength(10);
  });
});

describe("the live tail", () => {
  it("answers when there is a newer event, and at once when there is one already", async () => {
    const [newest] = must(await listAuditEvents(ADMIN, { limit: 1 })).items;
    const waiting = waitForEvents(ADMIN, { after: newest?.id });
    await storeAccount("LIVE\\tail");
    expect(must(await waiting)).toEqual({ news: true });
    expect(must(await waitForEvents(ADMIN, { after: newest?.id }))).toEqual({ news: true });
    const gone = AbortSignal.abort();
    const [last] = must(await listAuditEvents(ADMIN, { limit: 1 })).items;
    expect(must(await waitForEvents(ADMIN, { after: last?.id }, gone))).toEqual({ news: false });
    expect(codeOf(await waitForEvents(personOf("viewer"), { after: "0" }))).toBe("not-allowed");
    expect(codeOf(await waitForEvents(ADMIN, {}))).toBe("invalid-input");
  });
});

describe("a refused attempt", () => {
  it("is an event, each once in a while, and a script that tries everything does not fill the trail", async () => {
    const viewer = personOf("viewer");
    for (let n = 0; n < 3; n++) await recordRefusal(viewer, "POST /api/v1/accounts");
    for (let n = 0; n < 30; n++) await recordRefusal(viewer, `DELETE /api/v1/accounts/${n}`);
    await recordRefusal(personOf("editor"), "POST /api/v1/accounts");
    const { items } = must(await listAuditEvents(ADMIN, { action: "person.refused" }));
    expect(items.filter(({ actorId }) => actorId === viewer.id)).toHaveLength(10);
    expect(items.filter(({ nounId }) => nounId === "POST /api/v1/accounts")).toHaveLength(2);
  });
});

describe("the first page", () => {
  it("counts what is there", async () => {
    const { total: _total, ...certificates } = must(await getOverview(ADMIN)).certificates;
    expect(must(await getOverview(ADMIN))).toMatchObject({
      servers: { total: 1, pending: 0, offline: 0 },
      siteConfigs: { total: 1, unpublished: 1 },
      accounts: { total: 22, withoutPassword: 22 },
    });
    // Made for 90 days, a moment ago.
    expect(certificates).toMatchObject({ expired: 0, in30Days: 0, in90Days: 1 });
    await db().server.updateMany({ data: { lastSeenAt: new Date(Date.now() - 3_600_000) } });
    await db().account.updateMany({
      data: { sealedPassword: "x", passwordVersion: 1 },
      where: { userName: "MANY\\user1" },
    });
    expect(must(await getOverview(ADMIN))).toMatchObject({
      servers: { offline: 1 },
      accounts: { withoutPassword: 21 },
    });
  });
});
