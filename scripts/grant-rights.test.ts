import { randomBytes } from "node:crypto";
import { Client } from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { db } from "../lib/db";
import { cutAuditEvents } from "../lib/services/audit-events/cut";
import { verifyTrail } from "../lib/services/audit-events/verify-trail";
import { ADMIN, eventsOf, must, publish, storeAccount, storeDraft } from "../lib/services/test-world";
import { grantRights } from "./grant-rights";
import { withTestDatabase } from "./test-database";

withTestDatabase();

const role = `certmap_test_${randomBytes(4).toString("hex")}`;
let owner: Client;

beforeAll(async () => {
  const ownerUrl = process.env.DATABASE_URL ?? "";
  owner = new Client({ connectionString: ownerUrl });
  await owner.connect();
  await owner.query(`CREATE ROLE ${role} LOGIN PASSWORD 'a-test'`);
  const url = new URL(ownerUrl);
  url.username = role;
  url.password = "a-test";
  await grantRights(ownerUrl, url.href);
  process.env.DATABASE_URL = url.href;
});
afterAll(async () => {
  await owner.query(`DROP OWNED BY ${role}`);
  await owner.query(`DROP ROLE ${role}`);
  await owner.end();
});

test("the console works with a role that owns nothing, its retention too", async () => {
  const draft = await storeDraft("Shop", ["alice"]);
  await publish(draft.id);
  const before = new Date(Date.now() + 1_000).toISOString();
  const { upTo } = must(await cutAuditEvents(ADMIN, { before, reason: "a test" }));
  await storeAccount("CONTOSO\\later");
  expect(await verifyTrail()).toMatchObject({ events: 2, head: { number: upTo + 2 }, problem: null });
});

test.each([
  ...["AuditEvent", "AuditLink", "AuditCheckpoint", "AuditCut", "Revision"].flatMap((table) => [
    `DELETE FROM "${table}"`,
    `TRUNCATE "${table}" CASCADE`,
    `ALTER TABLE "${table}" DISABLE TRIGGER ALL`,
    `DROP TABLE "${table}" CASCADE`,
  ]),
  `UPDATE "AuditEvent" SET "actorName" = 'Bob'`,
  `UPDATE "AuditLink" SET hash = ''`,
  `INSERT INTO "AuditLink" (number, "eventId", digest, mac, hash) VALUES (99, 99, '', '', '')`,
  `UPDATE "_prisma_migrations" SET checksum = ''`,
  "SET session_replication_role = replica",
])("and may not: %s", async (statement) => {
  await expect(db().$executeRawUnsafe(statement)).rejects.toThrow(/permission denied|must be owner/);
});

test("nor remove events that no cut covers", async () => {
  await expect(db().$executeRawUnsafe("SELECT certmap_cut_events(1000)")).rejects.toThrow("refused");
  expect(await eventsOf("account.create")).toHaveLength(1);
});
