import type { Actor } from "@/lib/auth/actor";
import { fail, ok, type Result } from "@/lib/errors";
import { recordEvent } from "@/lib/services/audit/record";
import { transact } from "@/lib/services/audit/transaction";
import { ownPerson } from "./self";

/** Ends a session of one's own at once. Errors: `not-allowed`, `not-found`. */
export async function endSession(actor: Actor, id: string): Promise<Result<null>> {
  const self = await ownPerson(actor);
  if (!self.ok) return self;
  const { id: userId, email } = self.value;
  return transact(async (tx) => {
    const { count } = await tx.personSession.deleteMany({ where: { id, userId } });
    if (count === 0) return fail("not-found", "This session has ended already.");
    await recordEvent(tx, actor, {
      action: "person.end-session",
      nounId: userId,
      nounName: email,
      after: { sessionsEnded: count },
    });
    return ok(null);
  });
}
