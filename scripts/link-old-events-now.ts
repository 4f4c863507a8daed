/** What the launcher starts (link-old-events.ts), with the database in DATABASE_URL. */
import { disconnect } from "../lib/db";
import { linkOldEvents } from "../lib/services/audit-events/link-old";

try {
  console.log(`Linked ${await linkOldEvents()} audit events that are older than the chain.`);
} finally {
  await disconnect();
}
