import type { PersonItem } from "@/lib/api/people";
import type { Actor } from "@/lib/auth/actor";
import { may } from "@/lib/auth/permissions";
import { db } from "@/lib/db";
import { ok, type Result } from "@/lib/errors";

/** Everybody who can sign in, by name. Errors: `not-allowed`. */
export async function listPeople(actor: Actor): Promise<Result<{ items: PersonItem[] }>> {
  const allowed = may(actor, "person.read");
  if (!allowed.ok) return allowed;
  const items = await db().person.findMany({
    select: { id: true, name: true, email: true, role: true },
    orderBy: [{ name: "asc" }, { id: "asc" }],
  });
  return ok({ items });
}
