import { isOpen, nextOpening, type WeeklyWindow } from "@/lib/api/maintenance-windows";
import type { Prisma } from "@/lib/generated/prisma/client";

/** When the maintenance windows of these servers, their own and those of their groups, let a push in; no entry: now. */
export async function closedServers(
  tx: Prisma.TransactionClient,
  serverIds: readonly string[],
  now: number,
): Promise<Map<string, { at: number; timeZone: string }>> {
  const windows = await windowsOf(tx, serverIds);
  const closed = new Map<string, { at: number; timeZone: string }>();
  for (const [serverId, each] of windows) {
    const next = isOpen(each, now) ? null : nextOpening(each, now);
    if (next !== null) closed.set(serverId, next);
  }
  return closed;
}

async function windowsOf(
  tx: Prisma.TransactionClient,
  serverIds: readonly string[],
): Promise<Map<string, WeeklyWindow[]>> {
  const rows = await tx.$queryRaw<(WeeklyWindow & { server: string })[]>`
    SELECT coalesce(w."serverId", m."serverId") AS server, w.weekdays, w."startMinute", w."lengthMinutes", w."timeZone"
    FROM "MaintenanceWindow" w LEFT JOIN "ServerGroupMember" m ON m."groupId" = w."serverGroupId"
    WHERE coalesce(w."serverId", m."serverId") = ANY(${serverIds}::uuid[])`;
  const windows = new Map<string, WeeklyWindow[]>();
  for (const { server, ...window } of rows) windows.set(server, [...(windows.get(server) ?? []), window]);
  return windows;
}
