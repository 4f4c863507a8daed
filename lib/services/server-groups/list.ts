import type { ServerGroupItem } from "@/lib/api/server-groups";
import type { Actor } from "@/lib/auth/actor";
import { may } from "@/lib/auth/permissions";
import { db } from "@/lib/db";
import { ok, type Result } from "@/lib/errors";
import { GROUP_COLUMNS, groupItem } from "./row";

/** All groups of servers by name; there are few. Errors: `not-allowed`. */
export async function listServerGroups(actor: Actor): Promise<Result<{ items: ServerGroupItem[] }>> {
  const allowed = may(actor, "read");
  if (!allowed.ok) return allowed;
  const rows = await db().serverGroup.findMany({ select: GROUP_COLUMNS, orderBy: { nameKey: "asc" } });
  return ok({ items: rows.map(groupItem) });
}
