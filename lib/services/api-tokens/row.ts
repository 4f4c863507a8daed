import type { ApiTokenItem } from "@/lib/api/api-tokens";
import type { Prisma } from "@/lib/generated/prisma/client";

export const WITH_GROUPS = {
  serverGroups: {
    select: { group: { select: { id: true, name: true } } },
    orderBy: { group: { nameKey: "asc" } },
  },
} as const satisfies Prisma.ApiTokenInclude;
type Row = Prisma.ApiTokenGetPayload<{ include: typeof WITH_GROUPS }>;

/** A stored token as the API gives it; never its hash. */
export function apiTokenItem(row: Row, now: Date): ApiTokenItem {
  const { id, name, role, lastAddress, createdBy, revokedAt, expiresAt } = row;
  return {
    ...{ id, name, role, lastAddress, createdBy },
    serverGroups: row.serverGroups.map(({ group }) => group),
    state: revokedAt !== null ? "revoked" : expiresAt <= now ? "expired" : "valid",
    expiresAt: expiresAt.toISOString(),
    lastUsedAt: row.lastUsedAt?.toISOString() ?? null,
    createdAt: row.createdAt.toISOString(),
  };
}
