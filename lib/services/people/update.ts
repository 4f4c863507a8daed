import { parseInput } from "@/lib/api/parse";
import { type PersonItem, updatePersonSchema } from "@/lib/api/people";
import type { Actor } from "@/lib/auth/actor";
import { may } from "@/lib/auth/permissions";
import { readScope } from "@/lib/auth/read-scope";
import { fail, ok, type Result } from "@/lib/errors";
import { recordEvent } from "@/lib/services/audit/record";
import { transact } from "@/lib/services/audit/transaction";
import { PERSON_COLUMNS, personItem } from "./row";

/**
 * Another role, limited to other server groups, or disabled or enabled again; who is disabled is signed out everywhere. One administrator who can sign in must
 * remain. Errors: `not-allowed`, `invalid-input`, `not-found`, `last-administrator`; those of `readScope`.
 */
export async function updatePerson(actor: Actor, id: string, input: unknown): Promise<Result<PersonItem>> {
  const allowed = may(actor, "person.write");
  if (!allowed.ok) return allowed;
  const parsed = parseInput(updatePersonSchema, input);
  if (!parsed.ok) return parsed;
  return transact(async (tx) => {
    // Two administrators who disable each other at once must not both succeed.
    await tx.$executeRaw`LOCK TABLE "Person" IN SHARE ROW EXCLUSIVE MODE`;
    const before = await tx.person.findUnique({
      where: { id },
      include: { serverGroups: { include: { group: true } } },
    });
    if (before === null) return fail("not-found", "There is no such person.");
    const role = parsed.value.role ?? before.role;
    const disabled = parsed.value.disabled ?? before.disabledAt !== null;
    const others = await tx.person.count({
      where: { id: { not: id }, role: "administrator", disabledAt: null, credentials: { some: {} } },
    });
    if ((role !== "administrator" || disabled) && before.role === "administrator" && others === 0)
      return fail(
        "last-administrator",
        `${before.name} is the last administrator who can sign in. Make somebody else one first.`,
      );
    const had = before.serverGroups.map(({ group }) => group);
    const scope = await readScope(tx, role, parsed.value.serverGroupIds ?? had.map((group) => group.id));
    if (!scope.ok) return scope;
    await tx.person.update({
      where: { id },
      data: {
        role,
        serverGroups: { deleteMany: {}, create: scope.value.map((group) => ({ groupId: group.id })) },
        disabledAt: disabled ? (before.disabledAt ?? new Date()) : null,
        disabledBy: disabled ? (before.disabledBy ?? actor.name) : null,
      },
    });
    const noun = { nounId: id, nounName: before.email };
    await recordEvent(tx, actor, {
      action: "person.change-role",
      ...noun,
      before: { role: before.role },
      after: { role },
    });
    if (parsed.value.serverGroupIds !== undefined)
      await recordEvent(tx, actor, {
        action: "person.limit",
        ...noun,
        before: { serverGroups: had.map((group) => group.name).toSorted() },
        after: { serverGroups: scope.value.map((group) => group.name).toSorted() },
      });
    if (disabled !== (before.disabledAt !== null)) {
      const { count } = disabled
        ? await tx.personSession.deleteMany({ where: { userId: id } })
        : { count: 0 };
      await recordEvent(tx, actor, {
        action: disabled ? "person.disable" : "person.enable",
        ...noun,
        after: { sessionsEnded: count },
      });
    }
    return ok(personItem(await tx.person.findUniqueOrThrow({ where: { id }, select: PERSON_COLUMNS })));
  });
}
