import type { Actor } from "@/lib/auth/actor";
import { fail, ok, type Result } from "@/lib/errors";
import { startGeneration } from "@/lib/secrets/high-water";
import { recordEvent } from "@/lib/services/audit/record";
import { transact } from "@/lib/services/audit/transaction";

/**
 * Starts a new signed generation: agents take sequences anew, whatever they have seen before. The key file first, so that a kill
 * in between leaves a generation without its event and never an event without its generation. Error `not-allowed`.
 */
export async function newGeneration(actor: Actor, reason: string): Promise<Result<number>> {
  if (actor.kind !== "system") return fail("not-allowed", "Only the console itself and its command do this.");
  const generation = startGeneration();
  return transact(async (tx) => {
    await recordEvent(tx, actor, {
      action: "console.new-generation",
      nounId: "console",
      nounName: `Generation ${generation}`,
      after: { generation },
      reason,
    });
    return ok(generation);
  });
}
