import type { PersonLinkAnswer } from "@/lib/api/people";
import type { Actor } from "@/lib/auth/actor";
import { may } from "@/lib/auth/permissions";
import { fail, ok, type Result } from "@/lib/errors";
import { recordEvent } from "@/lib/services/audit/record";
import { transact } from "@/lib/services/audit/transaction";
import { storeLink } from "./link";

/**
 * A link with which somebody sets a new password. Using it also takes authenticator app and passkeys away and ends all
 * sessions. Errors: `not-allowed`, `not-found`.
 */
export async function makePersonLink(actor: Actor, id: string): Promise<Result<PersonLinkAnswer>> {
  const allowed = may(actor, "person.write");
  return allowed.ok ? makeLink(actor, { id }) : allowed;
}

/** The same for who is at the host itself, which is right enough: `npm run recover`. Error: `not-found`. */
export async function recoverPerson(actor: Actor, email: string): Promise<Result<PersonLinkAnswer>> {
  return makeLink(actor, { email: email.trim().toLowerCase() });
}

async function makeLink(
  actor: Actor,
  where: { id: string } | { email: string },
): Promise<Result<PersonLinkAnswer>> {
  return transact(async (tx) => {
    const person = await tx.person.findUnique({ where, select: { id: true, email: true } });
    if (person === null) return fail("not-found", "There is no such person.");
    const link = await storeLink(tx, person.id, actor.name);
    await recordEvent(tx, actor, {
      action: "person.make-link",
      nounId: person.id,
      nounName: person.email,
      after: { expiresAt: link.expiresAt },
    });
    return ok(link);
  });
}
