import { randomUUID } from "node:crypto";
import { parseInput } from "@/lib/api/parse";
import { invitePersonSchema, type PersonLinkAnswer } from "@/lib/api/people";
import type { Actor } from "@/lib/auth/actor";
import { may } from "@/lib/auth/permissions";
import { readScope } from "@/lib/auth/read-scope";
import { fail, ok, type Result } from "@/lib/errors";
import { recordEvent } from "@/lib/services/audit/record";
import { transact } from "@/lib/services/audit/transaction";
import { storeLink } from "./link";

/** Makes a person without a password, and the link with which he sets one. Errors: `not-allowed`, `invalid-input`, `already-exists`, `not-found`. */
export async function invitePerson(actor: Actor, input: unknown): Promise<Result<PersonLinkAnswer>> {
  const allowed = may(actor, "person.write");
  if (!allowed.ok) return allowed;
  const parsed = parseInput(invitePersonSchema, input);
  if (!parsed.ok) return parsed;
  const { name, role, serverGroupIds } = parsed.value;
  const email = parsed.value.email.toLowerCase();
  return transact(async (tx) => {
    if ((await tx.person.count({ where: { email } })) > 0)
      return fail("already-exists", `There is somebody with the address ${email} already.`, {
        field: "email",
      });
    const scope = await readScope(tx, role, serverGroupIds);
    if (!scope.ok) return scope;
    const serverGroups = { create: scope.value.map((group) => ({ groupId: group.id })) };
    const { id } = await tx.person.create({ data: { id: randomUUID(), name, email, role, serverGroups } });
    const link = await storeLink(tx, id, actor.name);
    await recordEvent(tx, actor, {
      action: "person.invite",
      nounId: id,
      nounName: email,
      after: { name, role, serverGroups: scope.value.map((group) => group.name) },
    });
    return ok(link);
  });
}
