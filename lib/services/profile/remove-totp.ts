import { parseInput } from "@/lib/api/parse";
import { startTotpSchema } from "@/lib/api/profile";
import type { Actor } from "@/lib/auth/actor";
import { ok, type Result } from "@/lib/errors";
import { recordEvent } from "@/lib/services/audit/record";
import { transact } from "@/lib/services/audit/transaction";
import { proveSelf } from "./self";

/** Takes the authenticator app and its recovery codes away. Errors: `not-allowed`, `invalid-input`, `password-wrong`, `sign-in-locked`. */
export async function removeTotp(actor: Actor, input: unknown): Promise<Result<null>> {
  const parsed = parseInput(startTotpSchema, input);
  if (!parsed.ok) return parsed;
  const self = await proveSelf(actor, parsed.value.password, "password");
  if (!self.ok) return self;
  const { id: userId, email, twoFactorEnabled } = self.value;
  return transact(async (tx) => {
    await tx.personTwoFactor.deleteMany({ where: { userId } });
    await tx.person.update({ where: { id: userId }, data: { twoFactorEnabled: false } });
    if (twoFactorEnabled)
      await recordEvent(tx, actor, { action: "person.remove-totp", nounId: userId, nounName: email });
    return ok(null);
  });
}
