import { z } from "zod";
import type { AccountDetail } from "@/lib/api/accounts";
import type { Actor } from "@/lib/auth/actor";
import { fail, ok, type Result } from "@/lib/errors";
import type { Prisma } from "@/lib/generated/prisma/client";
import { placesOf } from "./places";
import { ACCOUNT_COLUMNS, accountItem } from "./row";

/** One account with where it is mapped and where it is deployed. Error: `not-found`. */
export async function readDetail(
  tx: Prisma.TransactionClient,
  actor: Actor,
  id: string,
): Promise<Result<AccountDetail>> {
  const row =
    z.uuid().safeParse(id).success && (await tx.account.findUnique({ where: { id }, select: DETAIL }));
  if (!row) return fail("not-found", "There is no such account. It may have been deleted.");
  const {
    oneToOneMappings,
    manyToOneMappings,
    userNameKey,
    passwordVersion,
    grants,
    notes,
    version,
    ...item
  } = row;
  return ok({
    ...accountItem(item),
    notes,
    version,
    grants: grants.map(({ person }) => ({ personId: person.id, name: person.name, role: person.role })),
    roles: await roles(tx, userNameKey),
    places: await placesOf(tx, actor, {
      id,
      userNameKey,
      passwordVersion,
      groupIds: item.serverGroups.map(({ group }) => group.id),
    }),
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

/** By the newest revision of each site config. */
async function roles(tx: Prisma.TransactionClient, userNameKey: string): Promise<AccountDetail["roles"]> {
  return tx.$queryRaw<AccountDetail["roles"]>`
    SELECT c.id AS "siteConfigId", c.name AS "siteConfigName", a.allows, a.denies FROM "RevisionAccount" a
    JOIN "Revision" r ON r.id = a."revisionId" JOIN "SiteConfig" c ON c.id = r."siteConfigId"
    WHERE a."userNameKey" = ${userNameKey} 
      AND r.number = (SELECT max(number) FROM "Revision" n WHERE n."siteConfigId" = c.id)
    ORDER BY c.name LIMIT 100`;
}

const MAPPING = {
  id: true,
  name: true,
  enabled: true,
  siteConfig: { select: { id: true, name: true } },
} as const;

const DETAIL = {
  ...ACCOUNT_COLUMNS,
  userNameKey: true,
  passwordVersion: true,
  notes: true,
  version: true,
  grants: {
    select: { person: { select: { id: true, name: true, role: true } } },
    orderBy: { grantedAt: "asc" },
  },
  oneToOneMappings: {
    select: { ...MAPPING, certificate: { select: { id: true, displayName: true, notAfter: true } } },
    orderBy: { id: "asc" },
    take: 500,
  },
  manyToOneMappings: { select: MAPPING, orderBy: { id: "asc" }, take: 500 },
} as const;
