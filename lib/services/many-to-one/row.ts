import type { ManyToOneItem, ManyToOneList } from "@/lib/api/many-to-one";
import type { Prisma } from "@/lib/generated/prisma/client";
import { manyToOneRowSchema } from "@/lib/services/drafts/rows";

const COLUMNS = {
  id: true,
  name: true,
  description: true,
  enabled: true,
  permissionMode: true,
  account: { select: { id: true, userName: true, passwordSetAt: true } },
  rules: true,
  createdAt: true,
  createdBy: true,
} as const satisfies Prisma.ManyToOneMappingSelect;

/** The list of a draft; null: there is no such site config. */
export async function readList(
  tx: Prisma.TransactionClient,
  siteConfigId: string,
): Promise<ManyToOneList | null> {
  // The version first: should the list be newer, a change on its ground is refused, not lost.
  const siteConfig = await tx.siteConfig.findUnique({
    where: { id: siteConfigId },
    select: { version: true },
  });
  if (siteConfig === null) return null;
  const rows = await tx.manyToOneMapping.findMany({
    where: { siteConfigId },
    select: COLUMNS,
    orderBy: { position: "asc" },
  });
  return { version: siteConfig.version, items: rows.map(manyToOneItem) };
}

function manyToOneItem({
  account,
  rules,
  createdAt,
  ...row
}: Prisma.ManyToOneMappingGetPayload<{ select: typeof COLUMNS }>): ManyToOneItem {
  return {
    ...row,
    account: account && {
      id: account.id,
      userName: account.userName,
      hasPassword: account.passwordSetAt !== null,
    },
    rules: manyToOneRowSchema.shape.rules.parse(rules),
    createdAt: createdAt.toISOString(),
  };
}

/** What the audit keeps of a mapping. */
export function manyToOneEvidence({
  name,
  description,
  enabled,
  permissionMode,
  account,
  rules,
}: ManyToOneItem) {
  return { name, description, enabled, permissionMode, userName: account?.userName ?? null, rules };
}
