import type { Windows } from "@/lib/api/windows";
import type { Actor } from "@/lib/auth/actor";
import { may } from "@/lib/auth/permissions";
import { db } from "@/lib/db";
import { ok, type Result } from "@/lib/errors";
import { closedServers } from "@/lib/services/revisions/windows";
import { ownerColumn, ownerName, WINDOW_COLUMNS, type WindowOwner } from "./owner";

/** The maintenance windows of a server or of a group of servers. Errors: `not-allowed`, `not-found`. */
export async function getWindows(actor: Actor, owner: WindowOwner): Promise<Result<Windows>> {
  const allowed = may(actor, "read");
  if (!allowed.ok) return allowed;
  const name = await ownerName(db(), actor, owner);
  if (!name.ok) return name;
  const orderBy = { createdAt: "asc" } as const;
  const windows = await db().maintenanceWindow.findMany({
    where: ownerColumn(owner),
    select: WINDOW_COLUMNS,
    orderBy,
  });
  if (owner.kind === "server-group") return ok({ windows, inherited: [], opens: null });
  const inherited = await db().maintenanceWindow.findMany({
    where: { serverGroup: { servers: { some: { serverId: owner.id } } } },
    select: { ...WINDOW_COLUMNS, serverGroup: { select: { name: true } } },
    orderBy,
  });
  const next = (await closedServers(db(), [owner.id], Date.now())).get(owner.id);
  return ok({
    windows,
    inherited: inherited.map(({ serverGroup, ...row }) => ({ ...row, group: serverGroup?.name ?? "" })),
    opens: next ? { ...next, at: new Date(next.at).toISOString() } : null,
  });
}
