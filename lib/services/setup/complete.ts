import { randomUUID } from "node:crypto";
import { hashPassword } from "better-auth/crypto";
import { parseInput } from "@/lib/api/parse";
import { setupSchema } from "@/lib/api/setup";
import type { Actor } from "@/lib/auth/actor";
import { checkPersonPassword } from "@/lib/auth/person-password";
import { db } from "@/lib/db";
import { fail, ok, type Result } from "@/lib/errors";
import { hashToken } from "@/lib/secrets/one-time-token";
import { recordEvent } from "@/lib/services/audit/record";
import { transact } from "@/lib/services/audit/transaction";

/** Makes the first administrator, once, with the link that the terminal printed. Errors: `invalid-input`, `setup-token-invalid`, `password-common`. */
export async function completeSetup(
  input: unknown,
  address: string | null,
): Promise<Result<{ email: string }>> {
  const parsed = parseInput(setupSchema, input);
  if (!parsed.ok) return parsed;
  const { token, name, password } = parsed.value;
  const email = parsed.value.email.toLowerCase();
  const valid = { tokenHash: hashToken(token), usedAt: null, expiresAt: { gt: new Date() } };
  // Hashing a password takes a tenth of a second of the processor: not for everybody who asks.
  if ((await db().setupToken.count({ where: valid })) === 0) return invalid();
  const strong = checkPersonPassword(password, { name, email });
  if (!strong.ok) return strong;
  const hashed = await hashPassword(password);
  return transact(async (tx) => {
    const used = await tx.setupToken.updateMany({ where: valid, data: { usedAt: new Date() } });
    if (used.count === 0) return invalid();
    // Two links at once must not make two first administrators.
    await tx.$executeRaw`LOCK TABLE "Person" IN SHARE ROW EXCLUSIVE MODE`;
    if ((await tx.person.count()) > 0) return invalid();
    const id = randomUUID();
    await tx.person.create({
      data: {
        id,
        name,
        email,
        role: "administrator",
        credentials: {
          create: { id: randomUUID(), accountId: id, providerId: "credential", password: hashed },
        },
      },
    });
    const actor: Actor = { kind: "person", id, name, role: "administrator", address };
    await recordEvent(tx, actor, {
      action: "person.set-up",
      nounId: id,
      nounName: email,
      after: { name, role: "administrator" },
    });
    return ok({ email });
  });
}

function invalid() {
  return fail(
    "setup-token-invalid",
    "This set-up link was used already or has expired. Restart Certmap for a new one; once there is an administrator, sign in.",
  );
}
