import type { Actor } from "@/lib/auth/actor";
import { may } from "@/lib/auth/permissions";
import { fail, ok, type Result } from "@/lib/errors";
import { recordEvent } from "@/lib/services/audit/record";
import { transact } from "@/lib/services/audit/transaction";

/** Signs somebody out everywhere. Errors: `not-allowed`, `not-found`. */
export async function endSessions(actor: Actor, id: string): Promise<Result<null>> {
  const allowed = may(actor, "person.write");
  if (!allowed.ok) return allowed;
  return transact(async (tx) => {
    const person = await tx.person.findUnique({ where: { id }, select: { email: true } });
    if (person === null) return fail("not-found", "There is no such person.");
    const { count } = await tx.personSession.deleteMany({ where: { userId: id } });
    if (count > 0)
      await recordEvent(tx, actor, {
        action: "person.end-session",
        nounId: id,
        nounName: person.email,
        after: { sessionsEnded: count },
      });
    return ok(null);
  });
}
