import { readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { readExport } from "@/lib/audit-chain/export-file";
import { verifyChain } from "@/lib/audit-chain/verify";
import { db } from "@/lib/db";
import { env } from "@/lib/env";
import { consolePublicKey } from "@/lib/secrets/console-key";
import { withTestDatabase } from "@/scripts/test-database";
import { ADMIN, codeOf, eventsOf, must, personOf, storeAccount } from "../test-world";
import { cutAuditEvents, planCut } from "./cut";
import { exportAuditEvents } from "./export";
import { getTrail } from "./get-trail";
import { verifyTrail } from "./verify-trail";
import { checkpointEvents } from "./watch";

withTestDatabase();

let before = "";
const reason = "Kept for ten years, then archived (policy 7)";
const atOf = async (number: number) =>
  (await db().auditLink.findUniqueOrThrow({ where: { number }, include: { event: true } })).event.at;

async function tamper(sql: string): Promise<void> {
  await db().$transaction(async (tx) => {
    await tx.$executeRaw`SET LOCAL session_replication_role = replica`;
    await tx.$executeRawUnsafe(sql);
  });
}

beforeAll(async () => {
  for (let n = 1; n <= 12; n++) await storeAccount(`CONTOSO\\user${n}`);
  before = new Date((await atOf(9)).getTime()).toISOString();
});

describe("a retention", () => {
  it("is for administrators, with a reason, and says before what will go", async () => {
    for (const role of ["viewer", "auditor", "editor", "operator"] as const) {
      expect(codeOf(await cutAuditEvents(personOf(role), { before, reason }))).toBe("not-allowed");
      expect(codeOf(await planCut(personOf(role), { before }))).toBe("not-allowed");
    }
    expect(codeOf(await cutAuditEvents(ADMIN, { before, reason: " " }))).toBe("invalid-input");
    expect(codeOf(await cutAuditEvents(ADMIN, { before: "2020-01-01T00:00:00Z", reason }))).toBe(
      "audit-nothing-to-cut",
    );
    const { upTo, events } = must(await planCut(ADMIN, { before }));
    expect(events).toBe(upTo);
    expect(await atOf(upTo + 1)).toEqual(new Date(before));
  });

  it("removes nothing from a trail that is not as it was written", async () => {
    await tamper(`UPDATE "AuditEvent" SET "actorName" = 'Bob' WHERE id = (SELECT min(id) FROM "AuditEvent")`);
    expect(codeOf(await cutAuditEvents(ADMIN, { before, reason }))).toBe("audit-chain-broken");
    await tamper(`UPDATE "AuditEvent" SET "actorName" = '${ADMIN.name}' WHERE "actorName" = 'Bob'`);
    expect(await db().auditEvent.count()).toBe(12);
  });

  it("moves the old events to a file that verifies by itself, and the rest still does", async () => {
    const cut = must(await cutAuditEvents(ADMIN, { before, reason }));
    expect(await db().auditEvent.count()).toBe(12 - cut.events + 1);
    await checkpointEvents();
    expect(await verifyTrail()).toMatchObject({
      events: 13 - cut.events,
      head: { number: 13 },
      vouchedUpTo: 13,
      problem: null,
    });
    expect(must(await getTrail(ADMIN)).cutUpTo).toBe(cut.upTo);
    const { fileName, fileSha256 } = cut;
    expect(await eventsOf("audit.cut")).toMatchObject([
      { reason, after: { number: cut.upTo, fileName, fileSha256 } },
    ]);

    const opened = must(readExport(readFileSync(join(env().dataDir, "audit-archive", fileName))));
    const { checkpoints, after, upTo } = opened.header;
    const verdict = await verifyChain({
      records: opened.records,
      after,
      upTo,
      checkpoints,
      publicKey: consolePublicKey(),
    });
    expect(verdict).toMatchObject({ events: cut.events, vouchedUpTo: cut.upTo, problem: null });
  });

  it("may be followed by another, and an export begins behind the last", async () => {
    const second = must(
      await cutAuditEvents(ADMIN, { before: new Date(await atOf(11)).toISOString(), reason }),
    );
    await checkpointEvents();
    expect(await verifyTrail()).toMatchObject({ events: 14 - second.upTo, problem: null });
    let text = "";
    for await (const line of must(await exportAuditEvents(ADMIN, {}))) text += line;
    const opened = must(readExport(new TextEncoder().encode(text)));
    const { checkpoints, after } = opened.header;
    expect(after.number).toBe(second.upTo);
    const verdict = await verifyChain({
      records: opened.records,
      after,
      checkpoints,
      publicKey: consolePublicKey(),
    });
    expect(verdict).toMatchObject({ head: { number: 15 }, vouchedUpTo: 15, problem: null });
  });

  it("that nobody signed hides nothing", async () => {
    const { after } = { after: must(await getTrail(ADMIN)).cutUpTo ?? 0 };
    const link = await db().auditLink.findUniqueOrThrow({ where: { number: after + 2 } });
    const { jws } = await db().auditCut.findFirstOrThrow();
    const payload = {
      kind: "cut",
      number: after + 2,
      hash: link.hash,
      at: before,
      events: 2,
      fileSha256: link.hash,
      by: "x",
      reason: "x",
    };
    const parts = jws.split(".");
    const forged = [parts[0], Buffer.from(JSON.stringify(payload)).toString("base64url"), parts[2]].join(".");
    await tamper(
      `INSERT INTO "AuditCut" (number, hash, at, jws, "fileName") VALUES (${after + 2}, '${link.hash}', now(), '${forged}', 'x')`,
    );
    await db().$executeRawUnsafe(
      `DELETE FROM "AuditEvent" e USING "AuditLink" l WHERE l."eventId" = e.id AND l.number <= ${after + 2}`,
    );
    expect((await verifyTrail()).problem).toMatchObject({ kind: "checkpoint-bad" });
  });
});
