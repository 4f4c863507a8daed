import { z } from "zod";
import { parseInput } from "@/lib/api/parse";
import { setServerGroupsSchema } from "@/lib/api/server-groups";
import type { ServerItem } from "@/lib/api/servers";
import type { Actor } from "@/lib/auth/actor";
import { may } from "@/lib/auth/permissions";
import { fail, ok, type Result } from "@/lib/errors";
import { recordEvent } from "@/lib/services/audit/record";
import { transact } from "@/lib/services/audit/transaction";
import { SERVER_COLUMNS, serverItem } from "./row";

/** Puts a server into just these groups. Errors: `not-allowed`, `invalid-input`, `not-found`. */
export async function setServerGroups(actor: Actor, id: string, input: unknown): Promise<Result<ServerItem>> {
  const allowed = may(actor, "server.write");
  if (!allowed.ok) return allowed;
  const parsed = parseInput(setServerGroupsSchema, input);
  if (!parsed.ok) return parsed;
  if (!z.uuid().safeParse(id).success) return fail("not-found", "There is no such server.");
  return transact(async (tx) => {
    // Also holds back a push, which looks at the groups under the same lock.
    await tx.$queryRaw`SELECT 1 FROM "Server" WHERE id = ${id}::uuid FOR UPDATE`;
    const server = await tx.server.findUnique({ where: { id }, select: SERVER_COLUMNS });
    if (server === null) return fail("not-found", "There is no such server.");
    const wanted = await tx.serverGroup.findMany({ where: { id: { in: parsed.value.groupIds } } });
    if (wanted.length < new Set(parsed.value.groupIds).size)
      return fail("not-found", "One of the groups is not there any more. Load the page again.", {
        field: "groupIds",
      });
    await tx.serverGroupMember.deleteMany({ where: { serverId: id } });
    await tx.serverGroupMember.createMany({
      data: wanted.map((group) => ({ serverId: id, groupId: group.id })),
    });
    await recordEvent(tx, actor, {
      action: "server.set-groups",
      nounId: id,
      nounName: server.name,
      before: { groups: server.groups.map(({ group }) => group.name).toSorted() },
      after: { groups: wanted.map(({ name }) => name).toSorted() },
    });
    const row = await tx.server.findUniqueOrThrow({ where: { id }, select: SERVER_COLUMNS });
    return ok(serverItem(row, Date.now()));
  });
}
