import type { RevisionItem, SiteConfigItem } from "@/lib/api/site-configs";
import type { Prisma } from "@/lib/generated/prisma/client";

export const SITE_CONFIG_COLUMNS = {
  id: true,
  name: true,
  version: true,
  publishedVersion: true,
  updatedAt: true,
  createdBy: true,
  revisions: { select: { number: true }, orderBy: { number: "desc" }, take: 1 },
  _count: { select: { oneToOneMappings: true, manyToOneMappings: true, targets: true } },
} as const satisfies Prisma.SiteConfigSelect;

export function siteConfigItem({
  _count,
  publishedVersion,
  revisions,
  ...row
}: Prisma.SiteConfigGetPayload<{ select: typeof SITE_CONFIG_COLUMNS }>): SiteConfigItem {
  return {
    ...row,
    mappings: _count.oneToOneMappings,
    manyToOne: _count.manyToOneMappings,
    lastRevision: revisions[0]?.number ?? null,
    unpublished: publishedVersion !== row.version,
    targets: _count.targets,
    updatedAt: row.updatedAt.toISOString(),
  };
}

export const REVISION_COLUMNS = {
  number: true,
  digest: true,
  message: true,
  publishedAt: true,
  publishedBy: true,
} as const satisfies Prisma.RevisionSelect;

export function revisionItem({
  publishedAt,
  ...row
}: Prisma.RevisionGetPayload<{ select: typeof REVISION_COLUMNS }>): RevisionItem {
  return { ...row, publishedAt: publishedAt.toISOString() };
}
