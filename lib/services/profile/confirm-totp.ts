import { parseInput } from "@/lib/api/parse";
import { confirmTotpSchema } from "@/lib/api/profile";
import type { Actor } from "@/lib/auth/actor";
import { isCodeOf } from "@/lib/auth/totp";
import { fail, ok, type Result } from "@/lib/errors";
import { recordEvent } from "@/lib/services/audit/record";
import { transact } from "@/lib/services/audit/transaction";
import { ownPerson } from "./self";

/** From now on a password alone signs this person in no more. Errors: `not-allowed`, `invalid-input`, `not-found`, `code-wrong`. */
export async function confirmTotp(actor: Actor, input: unknown): Promise<Result<null>> {
  const parsed = parseInput(confirmTotpSchema, input);
  if (!parsed.ok) return parsed;
  const self = await ownPerson(actor);
  if (!self.ok) return self;
  const { id: userId, email } = self.value;
  return transact(async (tx) => {
    const there = await tx.personTwoFactor.findUnique({ where: { userId, verified: false } });
    if (there === null) return fail("not-found", "No authenticator app is being added. Begin again.");
    if (!(await isCodeOf(there.secret, parsed.value.code)))
      return fail(
        "code-wrong",
        "This is not the code that the app shows now. Check the clock of the phone.",
        {
          field: "code",
        },
      );
    await tx.personTwoFactor.update({ where: { userId }, data: { verified: true } });
    await tx.person.update({ where: { id: userId }, data: { twoFactorEnabled: true } });
    await recordEvent(tx, actor, { action: "person.add-totp", nounId: userId, nounName: email });
    return ok(null);
  });
}
