import { z } from "zod";
import type { AccountDetail } from "@/lib/api/accounts";
import type { Actor } from "@/lib/auth/actor";
import { may } from "@/lib/auth/permissions";
import { db } from "@/lib/db";
import { fail, ok, type Result } from "@/lib/errors";
import { ACCOUNT_COLUMNS, accountItem } from "./row";

/** One account and where it is mapped. Errors: `not-allowed`, `not-found`. */
export async function getAccount(actor: Actor, id: string): Promise<Result<AccountDetail>> {
  const allowed = may(actor, "read");
  if (!allowed.ok) return allowed;
  const row =
    z.uuid().safeParse(id).success && (await db().account.findUnique({ where: { id }, select: DETAIL }));
  if (!row) return fail("not-found", "There is no such account. It may have been deleted.");
  const { oneToOneMappings, manyToOneMappings, ...item } = row;
  return ok({
    ...accountItem(item),
    usedIn: [
      ...oneToOneMappings.map(({ certificate: { notAfter, ...certificate }, ...mapping }) => ({
        ...use(mapping),
        certificate: { ...certificate, notAfter: notAfter.toISOString() },
      })),
      ...manyToOneMappings.map((mapping) => ({ ...use(mapping), certificate: null })),
    ],
  });
}

interface Mapping {
  id: string;
  name: string;
  enabled: boolean;
  siteConfig: { id: string; name: string };
}
function use({ id, name, enabled, siteConfig }: Mapping) {
  return {
    siteConfigId: siteConfig.id,
    siteConfigName: siteConfig.name,
    mappingId: id,
    mappingName: name,
    enabled,
  };
}

const MAPPING = {
  id: true,
  name: true,
  enabled: true,
  siteConfig: { select: { id: true, name: true } },
} as const;

const DETAIL = {
  ...ACCOUNT_COLUMNS,
  oneToOneMappings: {
    select: { ...MAPPING, certificate: { select: { id: true, displayName: true, notAfter: true } } },
    orderBy: { id: "asc" },
    take: 500,
  },
  manyToOneMappings: { select: MAPPING, orderBy: { id: "asc" }, take: 500 },
} as const;
