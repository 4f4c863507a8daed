import type { ServerItem } from "@/lib/api/servers";
import { isOnline } from "@/lib/api/target-state";
import type { Prisma } from "@/lib/generated/prisma/client";
import { inventorySchema } from "@/lib/iis/inventory";
import { PASSWORD_HANDLINGS } from "@/lib/iis/password-handling";
import { TARGET_COLUMNS, targetItem } from "./target-row";

export const SERVER_COLUMNS = {
  id: true,
  name: true,
  hostName: true,
  domain: true,
  state: true,
  lastSeenAt: true,
  fingerprint: true,
  agentVersion: true,
  osVersion: true,
  iisVersion: true,
  passwordHandling: true,
  allowedSites: true,
  clockSkewMs: true,
  enrolledAt: true,
  tags: true,
  inventory: true,
  groups: { select: { group: { select: { id: true, name: true } } }, orderBy: { group: { nameKey: "asc" } } },
  targets: { select: TARGET_COLUMNS, orderBy: { scope: "asc" } },
} as const satisfies Prisma.ServerSelect;
type Row = Prisma.ServerGetPayload<{ select: typeof SERVER_COLUMNS }>;

export function serverItem({ inventory, ...row }: Row, now: number): ServerItem {
  const online = isOnline(row.lastSeenAt, now);
  return {
    ...row,
    connection: row.lastSeenAt === null ? "never" : online ? "online" : "offline",
    lastSeenAt: row.lastSeenAt?.toISOString() ?? null,
    passwordHandling: handlingOf(row.passwordHandling),
    enrolledAt: row.enrolledAt.toISOString(),
    groups: row.groups.map(({ group }) => group),
    sites: readInventory(inventory)?.sites.length ?? 0,
    targets: row.targets.map((target) => targetItem(target, now)),
  };
}

/** A word that nobody knows must not read as one that writes passwords. */
export function handlingOf(word: string) {
  return PASSWORD_HANDLINGS.find((each) => each === word) ?? "refuse";
}

/** Stored JSON is parsed on the way in; one from another version is none. */
export function readInventory(stored: unknown) {
  const parsed = inventorySchema.safeParse(stored);
  return parsed.success ? parsed.data : null;
}
