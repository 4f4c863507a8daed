import { createHash } from "node:crypto";
import { db } from "@/lib/db";
import type { Prisma } from "@/lib/generated/prisma/client";

/** From this many attempts without a right one on, the account waits a minute, then twice as long after each further one, up to an hour. */
export const ACCOUNT_TRIES = 5;
/** The same for an internet address, behind which many people may sit. */
export const ADDRESS_TRIES = 30;

export type AttemptKind = "account" | "address";
const TRIES: Record<AttemptKind, number> = { account: ACCOUNT_TRIES, address: ADDRESS_TRIES };

/**
 * Counts an attempt before its password is looked at, so that many at once get no more tries than one after the other.
 * Returns until when the account or address is locked; null: go on. A day without an attempt forgets.
 */
export async function takeAttempt(kind: AttemptKind, name: string, client = db()): Promise<Date | null> {
  const key = keyOf(kind, name);
  const tries = TRIES[kind];
  const taken = await client.$queryRaw<{ failures: number }[]>`
    INSERT INTO "SignInAttempt" AS a (key, failures) VALUES (${key}, 1)
    ON CONFLICT (key) DO UPDATE SET
      failures = CASE WHEN a."updatedAt" < now() - interval '1 day' THEN 1 ELSE a.failures + 1 END,
      "lockedUntil" = CASE WHEN a."updatedAt" >= now() - interval '1 day' AND a.failures + 1 >= ${tries}
        THEN now() + least(interval '1 hour', interval '1 minute' * power(2, least(a.failures + 1 - ${tries}, 10))) END,
      "updatedAt" = now()
    WHERE a."lockedUntil" IS NULL OR a."lockedUntil" <= now()
    RETURNING failures`;
  if (taken.length > 0) return null;
  const row = await client.signInAttempt.findUnique({ where: { key } });
  return row?.lockedUntil ?? new Date();
}

/** The attempt was right: the account's count begins anew, the address gets this one back. */
export async function forgiveAttempt(kind: AttemptKind, name: string): Promise<void> {
  const where = { key: keyOf(kind, name) };
  if (kind === "account") await db().signInAttempt.deleteMany({ where });
  else
    await db().signInAttempt.updateMany({
      where: { ...where, failures: { gt: 0 } },
      data: { failures: { decrement: 1 }, lockedUntil: null },
    });
}

/** For who has set a new password: what others tried before does not keep him out. */
export async function forgetAttempts(tx: Prisma.TransactionClient, email: string): Promise<void> {
  await tx.signInAttempt.deleteMany({ where: { key: keyOf("account", email) } });
}

/** A hash: who types the password into the field of the name must not find it in the database. */
function keyOf(kind: AttemptKind, name: string): string {
  return createHash("sha256").update(`${kind} ${name.trim().toLowerCase()}`).digest("hex");
}
