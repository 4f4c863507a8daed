import { headers } from "next/headers";
import { redirect } from "next/navigation";
import { type Actor, ROLES } from "@/lib/auth/actor";
import { addressOf } from "@/lib/auth/address";
import { auth } from "@/lib/auth/auth";

/** The signed-in person of the request at hand, or null. */
export async function currentActor(): Promise<Actor | null> {
  const found = await headers();
  const session = await auth().api.getSession({ headers: found });
  if (session === null) return null;
  const { id, name, role } = session.user;
  const known = ROLES.find((each) => each === role);
  if (known === undefined) return null;
  return { kind: "person", id, name, role: known, address: addressOf(found) };
}

/** For pages: without a session the person is asked to sign in. */
export async function requireActor(): Promise<Actor> {
  const actor = await currentActor();
  if (actor === null) redirect("/sign-in");
  return actor;
}
