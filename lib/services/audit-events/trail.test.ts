import { appendFileSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeAll, describe, expect, it } from "vitest";
import { eventDigest } from "@/lib/audit-chain/event";
import { readExport } from "@/lib/audit-chain/export-file";
import { linkHash } from "@/lib/audit-chain/link";
import { verifyChain } from "@/lib/audit-chain/verify";
import { db } from "@/lib/db";
import { env } from "@/lib/env";
import { consolePublicKey } from "@/lib/secrets/console-key";
import { chainEvent } from "@/lib/services/audit/chain-records";
import { withTestDatabase } from "@/scripts/test-database";
import { ADMIN, codeOf, eventsOf, must, personOf, refuseEvents, storeAccount } from "../test-world";
import { writeCheckpoint } from "./checkpoint";
import { exportAuditEvents } from "./export";
import { getTrail, verifyNow } from "./get-trail";
import { linkOldEvents } from "./link-old";
import { verifyTrail } from "./verify-trail";
import { checkpointEvents, verifyEvents } from "./watch";

withTestDatabase();

const TABLES = ["AuditEvent", "AuditLink", "AuditCheckpoint"];
const checkpointFile = () => join(env().auditCheckpointDir, "checkpoints.jws");
const number = async () => Number((await db().auditLink.aggregate({ _max: { number: true } }))._max.number);
const problem = async () => (await verifyTrail()).problem;

/** As somebody does who owns the database: past every trigger. */
async function tamper(...statements: string[]): Promise<void> {
  await db().$transaction(async (tx) => {
    await tx.$executeRaw`SET LOCAL session_replication_role = replica`;
    for (const sql of statements) await tx.$executeRawUnsafe(sql);
  });
}

/** What was there before the tampering, to be put back after each test. */
async function keep(): Promise<void> {
  for (const table of TABLES) {
    await db().$executeRawUnsafe(`DROP TABLE IF EXISTS "kept${table}"`);
    await db().$executeRawUnsafe(`CREATE TABLE "kept${table}" AS TABLE "${table}"`);
  }
}
async function putBack(): Promise<void> {
  await tamper(
    ...TABLES.flatMap((table) => [
      `DELETE FROM "${table}"`,
      `INSERT INTO "${table}" SELECT * FROM "kept${table}"`,
    ]),
  );
}

let file = "";
beforeAll(async () => {
  for (let n = 1; n <= 9; n++) await storeAccount(`CONTOSO\\user${n}`);
  await checkpointEvents();
  await storeAccount("CONTOSO\\user10");
  await checkpointEvents();
  await keep();
  file = readFileSync(checkpointFile(), "utf8");
});
afterEach(async () => {
  await putBack();
  writeFileSync(checkpointFile(), file);
});

describe("every event", () => {
  it("is linked in the order of the commits, in its own transaction", async () => {
    expect(await number()).toBe(10);
    expect(await verifyTrail()).toMatchObject({
      events: 10,
      head: { number: 10 },
      vouchedUpTo: 10,
      problem: null,
    });
    const gone = await refuseEvents("account.create");
    await expect(storeAccount("CONTOSO\\nobody")).rejects.toThrow("no room");
    await gone.allow();
    expect(await number()).toBe(10);
  });

  it("is one after the other, whoever writes at the same time", async () => {
    await Promise.all(Array.from({ length: 20 }, (_, n) => storeAccount(`SAME\\time${n}`)));
    expect(await number()).toBe(30);
    expect(await problem()).toBeNull();
  });

  it("cannot be changed or deleted, and neither can its link or a checkpoint", async () => {
    for (const table of TABLES)
      for (const sql of [
        `DELETE FROM "${table}"`,
        `UPDATE "${table}" SET number = number`,
        `TRUNCATE "${table}" CASCADE`,
      ])
        await expect(
          db().$executeRawUnsafe(
            sql.replace("number = number", table === "AuditEvent" ? "id = id" : "number = number"),
          ),
        ).rejects.toThrow("refused");
  });

  it("cannot be written without its digest", async () => {
    const without = INSERT.replace("repeat('ab', 32)", "''");
    await expect(db().$executeRawUnsafe(without)).rejects.toThrow("AuditEvent_digest_check");
  });
});

const INSERT = `INSERT INTO "AuditEvent" ("actorKind", "actorId", "actorName", action, "nounId", "nounName", digest, mac)
  VALUES ('person', '1', 'Mallory', 'person.sign-out', '1', 'mallory', repeat('ab', 32), 'x')`;
const idOf = (n: number) => `(SELECT "eventId" FROM "AuditLink" WHERE number = ${n})`;

describe("who alters the database directly", () => {
  it.each([
    ["an edit", "edited", 4, [`UPDATE "AuditEvent" SET "actorName" = 'Bob' WHERE id = ${idOf(4)}`]],
    [
      "an edit of the time",
      "edited",
      1,
      [`UPDATE "AuditEvent" SET at = at + interval '1 ms' WHERE id = ${idOf(1)}`],
    ],
    [
      "an edit inside the values",
      "edited",
      9,
      [`UPDATE "AuditEvent" SET after = '{"userName": "x"}' WHERE id = ${idOf(9)}`],
    ],
    [
      "an edit back into a hole of the old kind",
      "edited",
      7,
      [`UPDATE "AuditEvent" SET reason = '' WHERE id = ${idOf(7)}`],
    ],
    ["a deleted event", "missing", 5, [`DELETE FROM "AuditEvent" WHERE id = ${idOf(5)}`]],
    [
      "a deleted event and its link",
      "missing",
      5,
      [`DELETE FROM "AuditEvent" WHERE id = ${idOf(5)}`, `DELETE FROM "AuditLink" WHERE number = 5`],
    ],
    [
      "a deleted first event",
      "missing",
      1,
      [`DELETE FROM "AuditEvent" WHERE id = ${idOf(1)}`, `DELETE FROM "AuditLink" WHERE number = 1`],
    ],
    ["an event put in past the trigger", "inserted", null, [INSERT]],
    [
      "two links exchanged",
      "out-of-order",
      3,
      [
        `UPDATE "AuditLink" SET number = -3 WHERE number = 3`,
        `UPDATE "AuditLink" SET number = 3 WHERE number = 6`,
        `UPDATE "AuditLink" SET number = 6 WHERE number = -3`,
      ].map((s) => s),
    ],
    [
      "a cut tail",
      "tail-cut",
      9,
      [
        `DELETE FROM "AuditEvent" WHERE id IN (SELECT "eventId" FROM "AuditLink" WHERE number > 8)`,
        `DELETE FROM "AuditLink" WHERE number > 8`,
      ],
    ],
    [
      "a cut tail with its checkpoints",
      "tail-cut",
      9,
      [
        `DELETE FROM "AuditEvent" WHERE id IN (SELECT "eventId" FROM "AuditLink" WHERE number > 8)`,
        `DELETE FROM "AuditLink" WHERE number > 8`,
        `DELETE FROM "AuditCheckpoint"`,
      ],
    ],
    ["everything emptied", "tail-cut", 1, TABLES.map((table) => `DELETE FROM "${table}"`)],
  ] as [string, string, number | null, string[]][])("%s is named", async (_, kind, first, statements) => {
    await tamper(...statements);
    const found = await problem();
    expect([found?.kind, found?.number]).toEqual([kind, first]);
  });

  it("an altered checkpoint is named", async () => {
    writeFileSync(checkpointFile(), "");
    await tamper(`UPDATE "AuditCheckpoint" SET jws = left(jws, -6) || 'AAAAAA' WHERE number = 10`);
    expect(await problem()).toMatchObject({ kind: "checkpoint-bad", number: 10 });
  });

  it("and counts the chain anew is found by the MAC of an edited event, by the checkpoint for the rest", async () => {
    await tamper(`UPDATE "AuditEvent" SET "actorName" = 'Bob' WHERE id = ${idOf(4)}`);
    await countAnew();
    expect(await problem()).toMatchObject({ kind: "inserted", number: 4 });
    await putBack();
    // Exchanged events are authentic, each by itself: the range that the checkpoint covers is named.
    await tamper(
      `UPDATE "AuditLink" SET number = -number WHERE number IN (3, 4)`,
      `UPDATE "AuditLink" SET number = 7 + number WHERE number < 0`,
    );
    await countAnew();
    expect(await problem()).toMatchObject({ kind: "replaced", number: 1 });
  });

  it("and writes an event of his own through the trigger is never signed for", async () => {
    await db().$executeRawUnsafe(INSERT);
    expect(await number()).toBe(11);
    expect((await writeCheckpoint()).problem).toMatchObject({ kind: "edited", number: 11 });
    await countAnew();
    expect((await writeCheckpoint()).problem).toMatchObject({ kind: "inserted", number: 11 });
    expect(await db().auditCheckpoint.count()).toBe(2);
    expect(await problem()).toMatchObject({ kind: "inserted", number: 11 });
  });

  it("and copies a genuine event cannot give it another id", async () => {
    await db().$executeRawUnsafe(
      `INSERT INTO "AuditEvent" (at, "actorKind", "actorId", "actorName", address, action, "nounId", "nounName", after, digest, mac)
       SELECT at, "actorKind", "actorId", "actorName", address, action, "nounId", "nounName", after, digest, mac
       FROM "AuditEvent" WHERE id = ${idOf(2)}`,
    );
    expect((await writeCheckpoint()).problem).toMatchObject({ number: 11 });
  });

  it("is told of once, as an event that forwarding carries on", async () => {
    await tamper(`UPDATE "AuditEvent" SET "actorName" = 'Bob' WHERE id = ${idOf(4)}`);
    await verifyEvents();
    await verifyEvents();
    expect(await eventsOf("audit.verification-failed")).toMatchObject([
      { after: { kind: "edited", number: 4 } },
    ]);
  });
});

describe("the file outside", () => {
  it("has each checkpoint and the key to read it with", async () => {
    const lines = file.trim().split("\n");
    expect(lines).toEqual(
      (await db().auditCheckpoint.findMany({ orderBy: { number: "asc" } })).map(({ jws }) => jws),
    );
    const key = JSON.parse(readFileSync(join(env().auditCheckpointDir, "public-key.json"), "utf8"));
    expect(key).toEqual(consolePublicKey());
  });

  it("that holds nonsense is said to be bad", async () => {
    appendFileSync(checkpointFile(), "nonsense\n");
    expect(await problem()).toMatchObject({ kind: "checkpoint-bad" });
  });
});

describe("verification for people", () => {
  it("is known after the first look, and grows with each checkpoint", async () => {
    expect(must(await verifyNow(ADMIN))).toMatchObject({
      verified: { events: 10, upTo: 10, vouchedUpTo: 10 },
      problem: null,
    });
    await storeAccount("CONTOSO\\later");
    await checkpointEvents();
    expect(must(await getTrail(ADMIN))).toMatchObject({
      verified: { events: 11, upTo: 11, vouchedUpTo: 11 },
      cutUpTo: null,
    });
    for (const role of ["viewer", "editor", "operator"] as const) {
      expect(codeOf(await getTrail(personOf(role)))).toBe("not-allowed");
      expect(codeOf(await verifyNow(personOf(role)))).toBe("not-allowed");
      expect(codeOf(await exportAuditEvents(personOf(role), {}))).toBe("not-allowed");
    }
    expect(codeOf(await getTrail(personOf("auditor")))).toBe("ok");
  });
});

describe("an export", () => {
  it("is an event, ends with it, and verifies outside with the public key alone", async () => {
    const exported = await read({});
    expect(exported).toMatchObject({ events: 11, head: { number: 11 }, vouchedUpTo: 11, problem: null });
    expect(await eventsOf("audit.export")).toHaveLength(1);
  });

  it("of a time has its events without a gap, up to a checkpoint", async () => {
    const third = await db().auditLink.findUniqueOrThrow({ where: { number: 3n }, include: { event: true } });
    const from = third.event.at.toISOString();
    expect(await read({ from, to: from })).toMatchObject({
      head: { number: 9 },
      vouchedUpTo: 9,
      problem: null,
    });
    expect(codeOf(await exportAuditEvents(ADMIN, { from: "yesterday" }))).toBe("invalid-input");
  });

  async function read(query: object) {
    let text = "";
    for await (const line of must(await exportAuditEvents(ADMIN, query))) text += line;
    const opened = must(readExport(new TextEncoder().encode(text)));
    const { after, checkpoints } = opened.header;
    return verifyChain({ records: opened.records, after, checkpoints, publicKey: consolePublicKey() });
  }
});

describe("events that are older than the chain", () => {
  it("are linked once, as they stand, and none later", async () => {
    await tamper(
      `DELETE FROM "AuditLink"`,
      `DELETE FROM "AuditCheckpoint"`,
      `ALTER TABLE "AuditEvent" DROP CONSTRAINT "AuditEvent_digest_check"`,
      `UPDATE "AuditEvent" SET digest = '', mac = ''`,
    );
    writeFileSync(checkpointFile(), "");
    expect(await linkOldEvents()).toBe(10);
    expect(await linkOldEvents()).toBe(0);
    await tamper(INSERT);
    expect(await linkOldEvents()).toBe(0);
    expect(await problem()).toMatchObject({ kind: "inserted", number: null });
    await tamper(`DELETE FROM "AuditEvent" WHERE "actorName" = 'Mallory'`);
    await checkpointEvents();
    expect(await verifyTrail()).toMatchObject({ events: 10, vouchedUpTo: 10, problem: null });
  });
});

/** What somebody does who knows how the chain is made and has no key. */
async function countAnew(): Promise<void> {
  const links = await db().auditLink.findMany({ orderBy: { number: "asc" }, include: { event: true } });
  let hash = "0".repeat(64);
  for (const { number, event } of links) {
    const digest = eventDigest(chainEvent(event));
    hash = linkHash(hash, Number(number), digest);
    await tamper(`UPDATE "AuditLink" SET digest = '${digest}', hash = '${hash}' WHERE number = ${number}`);
  }
}
