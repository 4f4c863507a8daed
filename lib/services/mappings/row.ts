import type { MappingItem } from "@/lib/api/site-configs";
import type { Prisma } from "@/lib/generated/prisma/client";

export const MAPPING_COLUMNS = {
  id: true,
  name: true,
  enabled: true,
  createdAt: true,
  createdBy: true,
  account: { select: { id: true, userName: true, passwordSetAt: true } },
  certificate: { select: { id: true, displayName: true, sha256: true, notAfter: true } },
} as const satisfies Prisma.OneToOneMappingSelect;

export function mappingItem({
  account: { passwordSetAt, ...account },
  certificate,
  createdAt,
  ...row
}: Prisma.OneToOneMappingGetPayload<{ select: typeof MAPPING_COLUMNS }>): MappingItem {
  return {
    ...row,
    account: { ...account, hasPassword: passwordSetAt !== null },
    certificate: { ...certificate, notAfter: certificate.notAfter.toISOString() },
    createdAt: createdAt.toISOString(),
  };
}

/** What the audit keeps of a mapping. */
export function mappingEvidence(item: MappingItem) {
  return {
    name: item.name,
    enabled: item.enabled,
    userName: item.account.userName,
    certificate: item.certificate.displayName,
    sha256: item.certificate.sha256,
  };
}
