import { z } from "zod";
import { parseInput } from "@/lib/api/parse";
import { type ServerGroupItem, serverGroupInputSchema } from "@/lib/api/server-groups";
import type { Actor } from "@/lib/auth/actor";
import { may } from "@/lib/auth/permissions";
import { fail, ok, type Result } from "@/lib/errors";
import { recordEvent } from "@/lib/services/audit/record";
import { transact } from "@/lib/services/audit/transaction";
import { GROUP_COLUMNS, groupItem, groupKey } from "./row";

/** Another name or note. Errors: `not-allowed`, `invalid-input`, `not-found`, `already-exists`. */
export async function updateServerGroup(
  actor: Actor,
  id: string,
  input: unknown,
): Promise<Result<ServerGroupItem>> {
  const allowed = may(actor, "server.write");
  if (!allowed.ok) return allowed;
  const parsed = parseInput(serverGroupInputSchema, input);
  if (!parsed.ok) return parsed;
  const { name, note } = parsed.value;
  const nameKey = groupKey(name);
  return transact(async (tx) => {
    const before =
      z.uuid().safeParse(id).success &&
      (await tx.serverGroup.findUnique({ where: { id }, select: { name: true, note: true } }));
    if (!before) return fail("not-found", "There is no such server group. It may have been deleted.");
    const taken = await tx.serverGroup.findUnique({ where: { nameKey }, select: { id: true, name: true } });
    if (taken !== null && taken.id !== id)
      return fail("already-exists", `There is a server group ${taken.name} already.`, { field: "name" });
    const row = await tx.serverGroup.update({
      where: { id },
      data: { name, nameKey, note },
      select: GROUP_COLUMNS,
    });
    const after = { name, note };
    await recordEvent(tx, actor, {
      action: "server-group.update",
      nounId: id,
      nounName: name,
      before,
      after,
    });
    return ok(groupItem(row));
  });
}
