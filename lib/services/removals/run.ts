import type { Actor } from "@/lib/auth/actor";
import { db } from "@/lib/db";
import { fail, ok, type Result } from "@/lib/errors";
import { transact } from "@/lib/services/audit/transaction";
import { carryOut } from "./carry-out";
import { failDue } from "./fail";
import { verifyRemoval } from "./verify";

/**
 * What the console does by itself about removals at `now` (milliseconds since 1970): carries out what is due, a transaction per site config,
 * and looks after what is under way. Every step is whole or not there, so a kill in between loses nothing. Error: `not-allowed`.
 */
export async function runRemovals(actor: Actor, now: number, signal?: AbortSignal): Promise<Result<null>> {
  if (actor.kind !== "system") return fail("not-allowed", "The console does this by itself, at the date.");
  const due = await db().scheduledRemoval.findMany({
    where: { state: "waiting", removeAt: { lte: new Date(now) } },
    select: { siteConfigId: true },
    distinct: ["siteConfigId"],
    orderBy: { siteConfigId: "asc" },
  });
  for (const { siteConfigId } of due) {
    if (signal?.aborted) return ok(null);
    const done = await transact((tx) => carryOut(tx, siteConfigId, now), { timeout: 60_000 });
    // An agent took the job that was open a moment ago: the next turn sees it.
    if (done.ok || done.error.code === "push-running") continue;
    await transact(async (tx) => ok(await failDue(tx, siteConfigId, now, done.error.message)));
  }
  const open = await db().scheduledRemoval.findMany({
    where: { state: { in: ["pushing", "failed"] } },
    select: { id: true },
    orderBy: { id: "asc" },
  });
  for (const { id } of open) {
    if (signal?.aborted) return ok(null);
    const looked = await transact((tx) => verifyRemoval(tx, id, now));
    if (!looked.ok) return looked;
  }
  return ok(null);
}
