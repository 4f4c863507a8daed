import type { AccessQuery } from "@/lib/api/access";
import { literally } from "@/lib/api/page";
import { Prisma } from "@/lib/generated/prisma/client";
import type { AccessKey } from "./row";

/** The rows of each view: the last published revision of each site config, the deployed one of each target, the observed state. */
const VIEWS: Record<AccessQuery["view"], Prisma.Sql> = {
  desired: Prisma.sql`
    FROM "SiteConfig" c
    JOIN LATERAL (SELECT * FROM "Revision" r WHERE r."siteConfigId" = c.id ORDER BY r.number DESC LIMIT 1) r ON true
    JOIN "AccessEntry" e ON e."revisionId" = r.id
    LEFT JOIN "Target" t ON t."siteConfigId" = c.id
    LEFT JOIN "Server" s ON s.id = t."serverId"
    CROSS JOIN LATERAL (SELECT r."publishedAt" AS since) w`,
  deployed: Prisma.sql`
    FROM "Target" t
    JOIN "AccessEntry" e ON e."revisionId" = t."deployedRevisionId"
    JOIN "SiteConfig" c ON c.id = t."siteConfigId"
    JOIN "Server" s ON s.id = t."serverId"
    CROSS JOIN LATERAL (SELECT t."deployedAt" AS since) w`,
  observed: Prisma.sql`
    FROM "Target" t
    JOIN "AccessEntry" e ON e."targetId" = t.id
    JOIN "SiteConfig" c ON c.id = t."siteConfigId"
    JOIN "Server" s ON s.id = t."serverId"
    CROSS JOIN LATERAL (SELECT t."observedAt" AS since) w`,
};

/** What the view is in the order of: entries without an account, which deny, come first. */
const USER_KEY = Prisma.sql`lower(coalesce(e."userName", ''))`;

const NAMES = Prisma.sql`
  LEFT JOIN "Certificate" k ON k.sha256 = e.sha256
  LEFT JOIN "Account" a ON a."userNameKey" = lower(e."userName")`;

function matching({ query }: AccessQuery): Prisma.Sql {
  if (query === "") return Prisma.sql`WHERE true`;
  const pattern = `%${literally(query)}%`;
  return Prisma.sql`WHERE concat_ws(' ', e."userName", e.name, k.subject, e.rules::text, c.name, s.name, t.scope) ILIKE ${pattern}`;
}

export function accessCount(query: AccessQuery): Prisma.Sql {
  return Prisma.sql`SELECT count(*) AS total ${VIEWS[query.view]} ${NAMES} ${matching(query)}`;
}

/** One page in the order of account, entry, target, beginning behind `after`. */
export function accessPage(query: AccessQuery, after: AccessKey | null, limit: number): Prisma.Sql {
  const behind = after
    ? Prisma.sql`AND (${USER_KEY}, e.id, coalesce(t.id::text, '')) > (${after[0]}, ${BigInt(after[1])}, ${after[2]})`
    : Prisma.empty;
  return Prisma.sql`
    SELECT e.id AS "entryId", t.id AS "targetId", ${USER_KEY} AS "userKey", e.kind::text, e."permissionMode"::text,
      e."userName", e.rules, a.id AS "accountId",
      e.name AS "mappingName", e.enabled, k.id AS "certificateId", k."displayName" AS "certificateName", e.sha256,
      k."notAfter", c.id AS "siteConfigId", c.name AS "siteConfigName", s.id AS "serverId", s.name AS "serverName",
      s.state::text AS "serverState", s."lastSeenAt", t.scope, t."deployedDigest", t."observedDigest", w.since,
      (SELECT j.state::text FROM "DeploymentTarget" j WHERE j."targetId" = t.id ORDER BY j.sequence DESC LIMIT 1) AS "lastJob"
    ${VIEWS[query.view]} ${NAMES} ${matching(query)} ${behind}
    ORDER BY ${USER_KEY}, e.id, coalesce(t.id::text, '') LIMIT ${limit}`;
}
