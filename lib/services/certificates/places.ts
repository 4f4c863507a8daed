import type { CertificateDetail } from "@/lib/api/certificates";
import type { Actor } from "@/lib/auth/actor";
import { scopeOf } from "@/lib/auth/server-scope";
import { db } from "@/lib/db";

/** More targets than a page shows; the access page has all of them. */
const MOST = 500;

interface PlaceRow {
  targetId: string;
  scope: string;
  serverId: string;
  serverName: string;
  siteConfigId: string;
  siteConfigName: string;
  revision: number | null;
  deployedAs: string | null;
  observedAs: string | null;
}

/** Where a certificate is mapped on servers: as deployed, and as last observed. */
export async function placesOf(actor: Actor, sha256: string): Promise<CertificateDetail["places"]> {
  const scope = scopeOf(actor)?.map(({ id }) => id) ?? null;
  return db().$queryRaw<PlaceRow[]>`
    WITH deployed AS (
      SELECT t.id, r.number, e."userName" FROM "AccessEntry" e
      JOIN "Revision" r ON r.id = e."revisionId" JOIN "Target" t ON t."deployedRevisionId" = r.id
      WHERE e.sha256 = ${sha256}
    ), observed AS (
      SELECT o."targetId" AS id, e."userName" FROM "AccessEntry" e JOIN "Observation" o ON o.id = e."observationId"
      WHERE e.sha256 = ${sha256}
        AND NOT EXISTS (SELECT 1 FROM "Observation" n WHERE n."targetId" = o."targetId" AND n."observedFrom" > o."observedFrom")
    )
    SELECT t.id AS "targetId", t.scope, s.id AS "serverId", s.name AS "serverName", c.id AS "siteConfigId", c.name AS "siteConfigName",
      d.number AS revision, d."userName" AS "deployedAs", o."userName" AS "observedAs"
    FROM "Target" t JOIN "Server" s ON s.id = t."serverId" JOIN "SiteConfig" c ON c.id = t."siteConfigId"
    LEFT JOIN deployed d ON d.id = t.id LEFT JOIN observed o ON o.id = t.id
    WHERE (d.id IS NOT NULL OR o.id IS NOT NULL) AND (${scope}::uuid[] IS NULL
      OR EXISTS (SELECT 1 FROM "ServerGroupMember" m WHERE m."serverId" = s.id AND m."groupId" = ANY(${scope}::uuid[])))
    ORDER BY s.name, t.scope LIMIT ${MOST}`;
}
