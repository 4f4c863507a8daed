import { type Actor, CONSOLE } from "@/lib/auth/actor";
import { db } from "@/lib/db";
import { jsonLine } from "@/lib/json-line";
import { notedHead, noteHead } from "@/lib/secrets/high-water";
import { chainHead } from "@/lib/services/audit/trail";
import { newGeneration } from "./start";

/**
 * Is this the database that the console left? Where the audit trail does not hold the event that was its last one, an older state was
 * restored: agents have seen higher sequences and would refuse every push, so a new generation begins. Otherwise notes how far the
 * trail is now.
 */
export async function watchGeneration(actor: Actor = CONSOLE): Promise<void> {
  const noted = notedHead();
  const head = await chainHead(db());
  if (head.number === noted.number && head.hash === noted.hash) return;
  if (noted.number > 0 && (await isGone(noted, head))) {
    console.error(
      jsonLine({ level: "error", event: "older-database", expected: noted.number, found: head.number }),
    );
    await newGeneration(
      actor,
      `The database ends at event ${head.number}, and event ${noted.number} was there before: an older state was restored.`,
    );
  }
  noteHead(await chainHead(db()));
}

type Head = ReturnType<typeof notedHead>;

async function isGone(noted: Head, head: Head): Promise<boolean> {
  if (head.number <= noted.number) return head.number < noted.number || head.hash !== noted.hash;
  const link = await db().auditLink.findUnique({ where: { number: noted.number }, select: { hash: true } });
  // Events that were moved to a file leave no link.
  return link !== null && link.hash !== noted.hash;
}
