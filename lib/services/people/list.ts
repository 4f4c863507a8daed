import type { PersonItem } from "@/lib/api/people";
import type { Actor } from "@/lib/auth/actor";
import { may } from "@/lib/auth/permissions";
import { db } from "@/lib/db";
import { ok, type Result } from "@/lib/errors";
import { PERSON_COLUMNS, personItem } from "./row";

/** Everybody who can sign in, or could, by name. Errors: `not-allowed`. */
export async function listPeople(actor: Actor): Promise<Result<{ items: PersonItem[] }>> {
  const allowed = may(actor, "person.read");
  if (!allowed.ok) return allowed;
  const rows = await db().person.findMany({
    select: PERSON_COLUMNS,
    orderBy: [{ name: "asc" }, { id: "asc" }],
  });
  return ok({ items: rows.map(personItem) });
}
