import { type AccountDetail, limitAccountSchema } from "@/lib/api/accounts";
import { parseInput } from "@/lib/api/parse";
import type { Actor } from "@/lib/auth/actor";
import { may } from "@/lib/auth/permissions";
import { fail, type Result } from "@/lib/errors";
import type { Prisma } from "@/lib/generated/prisma/client";
import { recordEvent } from "@/lib/services/audit/record";
import { transact } from "@/lib/services/audit/transaction";
import { readDetail } from "./detail";
import { lockAccount } from "./lock";

/**
 * Who may map to an account, and on which servers it may be used. What is mapped and deployed already stays.
 * Errors: `not-allowed`, `invalid-input`, `not-found`, `if-match-required`, `conflict`.
 */
export async function limitAccount(
  actor: Actor,
  id: string,
  version: number | null,
  input: unknown,
): Promise<Result<AccountDetail>> {
  const allowed = may(actor, "account.limit");
  if (!allowed.ok) return allowed;
  const parsed = parseInput(limitAccountSchema, input);
  if (!parsed.ok) return parsed;
  const { mapBy } = parsed.value;
  const groupIds = [...new Set(parsed.value.serverGroupIds)];
  const personIds = mapBy === "editors" ? [] : [...new Set(parsed.value.personIds)];
  return transact(async (tx) => {
    const locked = await lockAccount(tx, id, version);
    if (!locked.ok) return locked;
    const before = await readLimits(tx, id);
    // Held, so that no group goes away while it becomes the only one.
    await tx.$queryRaw`SELECT 1 FROM "ServerGroup" WHERE id = ANY(${groupIds}::uuid[]) FOR SHARE`;
    const groups = await tx.serverGroup.count({ where: { id: { in: groupIds } } });
    if (groups < groupIds.length)
      return fail("not-found", "One of the server groups is not there any more.", {
        field: "serverGroupIds",
      });
    const known = await tx.accountGrant.findMany({ where: { accountId: id }, select: { personId: true } });
    const persons = await tx.person.count({ where: { id: { in: personIds } } });
    if (persons < personIds.length)
      return fail("not-found", "One of the persons is not there any more.", { field: "personIds" });
    await tx.account.update({ where: { id }, data: { mapBy, version: { increment: 1 } } });
    await tx.accountServerGroup.deleteMany({ where: { accountId: id } });
    await tx.accountServerGroup.createMany({ data: groupIds.map((groupId) => ({ accountId: id, groupId })) });
    await tx.accountGrant.deleteMany({ where: { accountId: id, personId: { notIn: personIds } } });
    const fresh = personIds.filter((personId) => !known.some((grant) => grant.personId === personId));
    await tx.accountGrant.createMany({
      data: fresh.map((personId) => ({ accountId: id, personId, grantedBy: actor.name })),
    });
    await recordEvent(tx, actor, {
      action: "account.limit",
      nounId: id,
      nounName: locked.value.userName,
      before,
      after: await readLimits(tx, id),
    });
    return readDetail(tx, actor, id);
  });
}

/** As evidence: by names that people know. */
async function readLimits(tx: Prisma.TransactionClient, id: string) {
  const { mapBy, grants, serverGroups } = await tx.account.findUniqueOrThrow({
    where: { id },
    select: {
      mapBy: true,
      grants: { select: { person: { select: { email: true } } } },
      serverGroups: { select: { group: { select: { name: true } } } },
    },
  });
  return {
    mapBy,
    persons: grants.map(({ person }) => person.email).toSorted(),
    serverGroups: serverGroups.map(({ group }) => group.name).toSorted(),
  };
}
