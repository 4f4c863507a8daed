import { hashPassword } from "better-auth/crypto";
import { parseInput } from "@/lib/api/parse";
import { changePasswordSchema } from "@/lib/api/profile";
import type { Actor } from "@/lib/auth/actor";
import { checkPersonPassword } from "@/lib/auth/person-password";
import { ok, type Result } from "@/lib/errors";
import { recordEvent } from "@/lib/services/audit/record";
import { transact } from "@/lib/services/audit/transaction";
import { proveSelf } from "./self";

/**
 * Another password of one's own; all other sessions end.
 * Errors: `not-allowed`, `invalid-input`, `password-wrong`, `password-common`, `sign-in-locked`.
 */
export async function changePassword(
  actor: Actor,
  sessionId: string | null,
  input: unknown,
): Promise<Result<null>> {
  const parsed = parseInput(changePasswordSchema, input);
  if (!parsed.ok) return parsed;
  const self = await proveSelf(actor, parsed.value.current, "current");
  if (!self.ok) return self;
  const strong = checkPersonPassword(parsed.value.password, self.value);
  if (!strong.ok) return strong;
  const password = await hashPassword(parsed.value.password);
  const { id, email } = self.value;
  return transact(async (tx) => {
    await tx.personCredential.updateMany({
      where: { userId: id, providerId: "credential" },
      data: { password },
    });
    const { count } = await tx.personSession.deleteMany({
      where: { userId: id, id: { not: sessionId ?? "" } },
    });
    await tx.personLink.deleteMany({ where: { personId: id, usedAt: null } });
    await recordEvent(tx, actor, {
      action: "person.change-password",
      nounId: id,
      nounName: email,
      after: { sessionsEnded: count },
    });
    return ok(null);
  });
}
