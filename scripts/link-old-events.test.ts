import { expect, test } from "vitest";
import { db } from "../lib/db";
import { verifyTrail } from "../lib/services/audit-events/verify-trail";
import { storeAccount } from "../lib/services/test-world";
import { linkOldEvents } from "./link-old-events";
import { withTestDatabase } from "./test-database";

withTestDatabase();

test("events that are older than the chain are linked by a process of its own, once", async () => {
  await storeAccount("CONTOSO\\alice");
  await storeAccount("CONTOSO\\bob");
  await db().$executeRawUnsafe(
    `DO $$ BEGIN SET LOCAL session_replication_role = replica; DELETE FROM "AuditLink"; END $$`,
  );
  const said: string[] = [];
  const link = () =>
    linkOldEvents(process.cwd(), process.env.DATABASE_URL ?? "", (line) => void said.push(line));
  await link();
  await link();
  expect(said).toEqual(["Linked 2 audit events that are older than the chain."]);
  expect(await verifyTrail()).toMatchObject({ events: 2, problem: null });
});
