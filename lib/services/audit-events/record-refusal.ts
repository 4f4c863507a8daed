import type { Actor } from "@/lib/auth/actor";
import { db } from "@/lib/db";
import { recordEvent } from "@/lib/services/audit/record";

const WINDOW_MS = 60_000;
/** A script that runs against a wall must not fill the trail. */
const IN_WINDOW = 10;

/**
 * Records that somebody asked for what the role does not allow. Of one actor at most ten in a minute, and each attempt
 * (`POST /api/v1/accounts`) once.
 */
export async function recordRefusal(actor: Actor, attempt: string): Promise<void> {
  const nounId = attempt.slice(0, 200);
  const since = new Date(Date.now() - WINDOW_MS);
  const recent = await db().auditEvent.findMany({
    where: { action: "person.refused", actorId: actor.id, at: { gt: since } },
    select: { nounId: true },
    take: IN_WINDOW,
  });
  if (recent.length >= IN_WINDOW || recent.some((event) => event.nounId === nounId)) return;
  await db().$transaction((tx) =>
    recordEvent(tx, actor, { action: "person.refused", nounId, nounName: nounId }),
  );
}
