import type { RemovalItem } from "@/lib/api/removals";
import type { Prisma } from "@/lib/generated/prisma/client";

export const REMOVAL_ROW = {
  siteConfig: { select: { name: true } },
} as const satisfies Prisma.ScheduledRemovalInclude;
export type RemovalRow = Prisma.ScheduledRemovalGetPayload<{ include: typeof REMOVAL_ROW }>;

export function removalItem(
  { siteConfig, mac: _mac, startedAt: _started, ...row }: RemovalRow,
  opens: RemovalItem["opens"] = null,
): RemovalItem {
  return {
    ...row,
    opens,
    siteConfigName: siteConfig.name,
    removeAt: row.removeAt.toISOString(),
    createdAt: row.createdAt.toISOString(),
    authorisedAt: row.authorisedAt?.toISOString() ?? null,
    finishedAt: row.finishedAt?.toISOString() ?? null,
  };
}

/** What the audit keeps of a removal. */
export function removalEvidence(row: {
  oldSha256: string;
  newSha256: string;
  userName: string;
  removeAt: Date;
}) {
  const { oldSha256, newSha256, userName, removeAt } = row;
  return { old: oldSha256, new: newSha256, userName, removeAt: removeAt.toISOString() };
}

/** Who let the console do it, for events and messages of what it does by itself. */
export function authorityOf({ authorisedBy, authorisedRevision }: RemovalRow): string {
  return `authorised by ${authorisedBy} with revision ${authorisedRevision}`;
}
