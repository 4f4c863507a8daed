import { randomUUID } from "node:crypto";
import { hashPassword } from "better-auth/crypto";
import { parseInput } from "@/lib/api/parse";
import { redeemPersonLinkSchema } from "@/lib/api/people";
import type { Actor } from "@/lib/auth/actor";
import { forgetAttempts } from "@/lib/auth/attempts";
import { checkPersonPassword } from "@/lib/auth/person-password";
import { db } from "@/lib/db";
import { fail, ok, type Result } from "@/lib/errors";
import { hashToken } from "@/lib/secrets/one-time-token";
import { recordEvent } from "@/lib/services/audit/record";
import { transact } from "@/lib/services/audit/transaction";

/**
 * Sets a password with a one-time link, which stands for the person. Whoever needed it may have lost more than the password: the
 * authenticator app, the passkeys and all sessions go. Errors: `invalid-input`, `link-invalid`, `password-common`.
 */
export async function redeemPersonLink(
  input: unknown,
  address: string | null,
): Promise<Result<{ email: string }>> {
  const parsed = parseInput(redeemPersonLinkSchema, input);
  if (!parsed.ok) return parsed;
  const { token, password } = parsed.value;
  const valid = {
    tokenHash: hashToken(token),
    usedAt: null,
    expiresAt: { gt: new Date() },
    person: { disabledAt: null },
  };
  // Hashing a password takes a tenth of a second of the processor: not for everybody who asks.
  const link = await db().personLink.findFirst({ where: valid, include: { person: true } });
  if (link === null) return invalid();
  const strong = checkPersonPassword(password, link.person);
  if (!strong.ok) return strong;
  const hashed = await hashPassword(password);
  const { id, name, email, role } = link.person;
  return transact(async (tx) => {
    const used = await tx.personLink.updateMany({ where: valid, data: { usedAt: new Date() } });
    if (used.count === 0) return invalid();
    await tx.personCredential.deleteMany({ where: { userId: id, providerId: "credential" } });
    await tx.personCredential.create({
      data: { id: randomUUID(), accountId: id, providerId: "credential", userId: id, password: hashed },
    });
    await tx.personTwoFactor.deleteMany({ where: { userId: id } });
    const passkeys = await tx.personPasskey.deleteMany({ where: { userId: id } });
    const sessions = await tx.personSession.deleteMany({ where: { userId: id } });
    const before = await tx.person.findUniqueOrThrow({ where: { id }, select: { twoFactorEnabled: true } });
    await tx.person.update({ where: { id }, data: { twoFactorEnabled: false } });
    await forgetAttempts(tx, email);
    const actor: Actor = { kind: "person", id, name, role, address };
    await recordEvent(tx, actor, {
      action: "person.use-link",
      nounId: id,
      nounName: email,
      after: {
        authenticatorAppRemoved: before.twoFactorEnabled,
        passkeysRemoved: passkeys.count,
        sessionsEnded: sessions.count,
      },
    });
    return ok({ email });
  });
}

function invalid() {
  return fail(
    "link-invalid",
    "This link was used already or has expired. Ask an administrator for a new one.",
  );
}
