import { parseInput } from "@/lib/api/parse";
import { type ServerGroupItem, serverGroupInputSchema } from "@/lib/api/server-groups";
import type { Actor } from "@/lib/auth/actor";
import { may } from "@/lib/auth/permissions";
import { fail, ok, type Result } from "@/lib/errors";
import { recordEvent } from "@/lib/services/audit/record";
import { transact } from "@/lib/services/audit/transaction";
import { GROUP_COLUMNS, groupItem, groupKey } from "./row";

/** Makes a group of servers, empty. Errors: `not-allowed`, `invalid-input`, `already-exists`. */
export async function createServerGroup(actor: Actor, input: unknown): Promise<Result<ServerGroupItem>> {
  const allowed = may(actor, "server.write");
  if (!allowed.ok) return allowed;
  const parsed = parseInput(serverGroupInputSchema, input);
  if (!parsed.ok) return parsed;
  const { name, note } = parsed.value;
  return transact(async (tx) => {
    const nameKey = groupKey(name);
    const taken = await tx.serverGroup.findUnique({ where: { nameKey }, select: { name: true } });
    if (taken !== null)
      return fail("already-exists", `There is a server group ${taken.name} already.`, { field: "name" });
    const row = await tx.serverGroup.create({
      data: { name, nameKey, note, createdBy: actor.name },
      select: GROUP_COLUMNS,
    });
    const after = { name, note };
    await recordEvent(tx, actor, { action: "server-group.create", nounId: row.id, nounName: name, after });
    return ok(groupItem(row));
  });
}
