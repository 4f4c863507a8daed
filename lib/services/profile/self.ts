import { verifyPassword } from "better-auth/crypto";
import type { Actor } from "@/lib/auth/actor";
import { forgiveAttempt, takeAttempt } from "@/lib/auth/attempts";
import { may } from "@/lib/auth/permissions";
import { db } from "@/lib/db";
import { fail, ok, type Result } from "@/lib/errors";
import type { Person } from "@/lib/generated/prisma/client";

/** The person that acts. Only persons have a profile. Error: `not-allowed`. */
export async function ownPerson(actor: Actor): Promise<Result<Person>> {
  const allowed = may(actor, "profile.own");
  if (!allowed.ok) return allowed;
  const person = await db().person.findUnique({ where: { id: actor.id } });
  return person ? ok(person) : fail("not-allowed", "Only a person has a profile.");
}

/**
 * The person that acts, if this is his password; wrong ones count like those of a sign-in.
 * Errors: `not-allowed`, `sign-in-locked`, `password-wrong` (with the field).
 */
export async function proveSelf(actor: Actor, password: string, field: string): Promise<Result<Person>> {
  const person = await ownPerson(actor);
  if (!person.ok) return person;
  const { id: userId } = person.value;
  const where = { userId, providerId: "credential" };
  const credential = await db().personCredential.findFirst({ where, select: { password: true } });
  // An account of its own: a stolen session must not be able to lock the person out of signing in.
  const name = `profile ${userId}`;
  const lockedUntil = await takeAttempt("account", name);
  if (lockedUntil !== null)
    return fail(
      "sign-in-locked",
      `There were too many wrong passwords. Try again after ${lockedUntil.toISOString()}.`,
    );
  if (!credential?.password || !(await verifyPassword({ hash: credential.password, password })))
    return fail("password-wrong", "This is not your password.", { field });
  await forgiveAttempt("account", name);
  return person;
}
