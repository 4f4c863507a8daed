import { headers } from "next/headers";
import { redirect } from "next/navigation";
import { AWAY_HEADER } from "@/lib/api/away";
import { type Actor, ROLES } from "@/lib/auth/actor";
import { addressOf } from "@/lib/auth/address";
import { auth } from "@/lib/auth/auth";
import { sessionAge } from "@/lib/auth/session-times";
import { db } from "@/lib/db";

/** The signed-in person of the request at hand, or null. */
export async function currentActor(): Promise<Actor | null> {
  const found = await headers();
  const session = await auth().api.getSession({ headers: found });
  if (session === null) return null;
  const { id, name, role, disabledAt } = session.user;
  if (disabledAt || !(await isInUse(session.session, !found.has(AWAY_HEADER)))) return null;
  const known = ROLES.find((each) => each === role);
  if (known === undefined) return null;
  const limits = await db().personServerGroup.findMany({
    where: { personId: id },
    select: { group: { select: { id: true, name: true } } },
    orderBy: { group: { nameKey: "asc" } },
  });
  const serverGroups = limits.map(({ group }) => group);
  return { kind: "person", id, name, role: known, address: addressOf(found), serverGroups };
}

/** The session of the request at hand, or null. */
export async function currentSessionId(): Promise<string | null> {
  const session = await auth().api.getSession({ headers: await headers() });
  return session?.session.id ?? null;
}

/** Ends a session that nobody used for too long, and notes that somebody uses one. */
async function isInUse(
  { id, lastSeenAt }: { id: string; lastSeenAt?: Date | null | undefined },
  somebodyThere: boolean,
) {
  const now = Date.now();
  const age = sessionAge(lastSeenAt ?? new Date(0), now);
  if (age === "idle") await db().personSession.deleteMany({ where: { id } });
  if (age === "to-be-noted" && somebodyThere)
    await db().personSession.updateMany({ where: { id }, data: { lastSeenAt: new Date(now) } });
  return age !== "idle";
}

/** For pages: without a session the person is asked to sign in. */
export async function requireActor(): Promise<Actor> {
  const actor = await currentActor();
  if (actor === null) redirect("/sign-in");
  return actor;
}
