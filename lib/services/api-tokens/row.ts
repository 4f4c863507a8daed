import type { ApiTokenItem } from "@/lib/api/api-tokens";
import type { ApiToken } from "@/lib/generated/prisma/client";

/** A stored token as the API gives it; never its hash. */
export function apiTokenItem(row: ApiToken, now: Date): ApiTokenItem {
  const { id, name, role, lastAddress, createdBy, revokedAt, expiresAt } = row;
  return {
    ...{ id, name, role, lastAddress, createdBy },
    state: revokedAt !== null ? "revoked" : expiresAt <= now ? "expired" : "valid",
    expiresAt: expiresAt.toISOString(),
    lastUsedAt: row.lastUsedAt?.toISOString() ?? null,
    createdAt: row.createdAt.toISOString(),
  };
}
