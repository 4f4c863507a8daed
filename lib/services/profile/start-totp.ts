import { randomUUID } from "node:crypto";
import type { z } from "zod";
import { parseInput } from "@/lib/api/parse";
import { startTotpSchema, type totpSecretSchema } from "@/lib/api/profile";
import type { Actor } from "@/lib/auth/actor";
import { newTotp } from "@/lib/auth/totp";
import { fail, ok, type Result } from "@/lib/errors";
import { transact } from "@/lib/services/audit/transaction";
import { proveSelf } from "./self";

/**
 * A new secret for an authenticator app. It counts for nothing until a first code was right (`confirmTotp`, which is the event).
 * Errors: `not-allowed`, `invalid-input`, `password-wrong`, `sign-in-locked`, `already-exists`.
 */
export async function startTotp(
  actor: Actor,
  input: unknown,
): Promise<Result<z.infer<typeof totpSecretSchema>>> {
  const parsed = parseInput(startTotpSchema, input);
  if (!parsed.ok) return parsed;
  const self = await proveSelf(actor, parsed.value.password, "password");
  if (!self.ok) return self;
  const { id: userId, email } = self.value;
  const { uri, recoveryCodes, sealed } = await newTotp(email);
  return transact(async (tx) => {
    const there = await tx.personTwoFactor.findUnique({ where: { userId } });
    if (there?.verified)
      return fail("already-exists", "You have an authenticator app already. Remove it first.");
    await tx.personTwoFactor.deleteMany({ where: { userId } });
    await tx.personTwoFactor.create({ data: { id: randomUUID(), userId, ...sealed, verified: false } });
    return ok({ uri, recoveryCodes });
  });
}
