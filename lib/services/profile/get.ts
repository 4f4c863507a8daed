import type { Profile } from "@/lib/api/profile";
import type { Actor } from "@/lib/auth/actor";
import { may } from "@/lib/auth/permissions";
import { scopeNames } from "@/lib/auth/server-scope";
import { db } from "@/lib/db";
import { fail, ok, type Result } from "@/lib/errors";

/** What a person sees of himself; `sessionId` is the session that asks. Error: `not-allowed`. */
export async function getProfile(actor: Actor, sessionId: string | null): Promise<Result<Profile>> {
  const allowed = may(actor, "profile.own");
  if (!allowed.ok) return allowed;
  const person = await db().person.findUnique({
    where: { id: actor.id },
    include: {
      passkeys: { orderBy: { createdAt: "asc" } },
      sessions: { where: { expiresAt: { gt: new Date() } }, orderBy: { lastSeenAt: "desc" } },
    },
  });
  if (!person) return fail("not-allowed", "Only a person has a profile.");
  const { name, email, role, twoFactorEnabled, passkeys, sessions } = person;
  return ok({
    name,
    email,
    role,
    onlyServerGroups: scopeNames(actor),
    twoFactor: twoFactorEnabled,
    passkeys: passkeys.map((each) => ({
      id: each.id,
      name: each.name || "Passkey",
      createdAt: each.createdAt?.toISOString() ?? null,
    })),
    sessions: sessions.map((each) => ({
      id: each.id,
      current: each.id === sessionId,
      address: each.ipAddress ?? "",
      browser: each.userAgent ?? "",
      createdAt: each.createdAt.toISOString(),
      lastSeenAt: each.lastSeenAt.toISOString(),
      expiresAt: each.expiresAt.toISOString(),
    })),
  });
}
