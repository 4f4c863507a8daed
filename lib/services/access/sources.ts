import type { AccessFilter } from "@/lib/api/access";
import { OFFLINE_AFTER_MS } from "@/lib/api/target-state";
import type { Actor } from "@/lib/auth/actor";
import { scopeOf } from "@/lib/auth/server-scope";
import { Prisma } from "@/lib/generated/prisma/client";

/** A filter, and the server groups that the actor is limited to. */
export interface ScopedFilter extends AccessFilter {
  scope: readonly string[] | null;
}
export function scoped<Filter extends AccessFilter>(actor: Actor, filter: Filter): Filter & ScopedFilter {
  return { ...filter, scope: scopeOf(actor)?.map(({ id }) => id) ?? null };
}

/**
 * Where ways in stand: a revision or an observation with the site config and the target that it belongs to, one row each. There
 * are few of them, so what can be decided here is decided before their entries are read.
 */
export function sources(filter: ScopedFilter): Prisma.Sql {
  const { server, target, siteConfig, drifted, scope } = filter;
  return Prisma.sql`
    SELECT *, coalesce("targetId"::text, '') AS "targetKey", lower(concat_ws(' ', "siteConfigName", "serverName", scope)) AS "placeSearch" FROM (${SOURCES[filter.view](filter)}) found
    WHERE true
    ${server ? Prisma.sql`AND "serverId" = ${server}::uuid` : Prisma.empty}
    ${target ? Prisma.sql`AND "targetId" = ${target}::uuid` : Prisma.empty}
    ${siteConfig ? Prisma.sql`AND "siteConfigId" = ${siteConfig}::uuid` : Prisma.empty}
    ${scope ? inScope(scope) : Prisma.empty}
    ${drifted ? DRIFTED : Prisma.empty}`;
}

/** What stands on no server is of a site config, and those are for everybody. */
function inScope(groupIds: readonly string[]): Prisma.Sql {
  return Prisma.sql`
    AND ("serverId" IS NULL OR EXISTS (
      SELECT 1 FROM "ServerGroupMember" m WHERE m."serverId" = found."serverId" AND m."groupId" = ANY(${[...groupIds]}::uuid[])))`;
}

/** As `targetState` says it (lib/api/target-state.ts). */
const DRIFTED = Prisma.sql`
  AND "lastJob" IS DISTINCT FROM 'queued' AND "lastJob" IS DISTINCT FROM 'leased'
  AND "lastJob" IS DISTINCT FROM 'failed' AND "lastJob" IS DISTINCT FROM 'undone'
  AND "serverState" = 'approved' AND "lastSeenAt" > now() - ${OFFLINE_AFTER_MS} * interval '1 millisecond'
  AND "observedDigest" IS NOT NULL AND "deployedDigest" IS NOT NULL
  AND ("observedDigest" <> "deployedDigest" OR "passwordsDrifted" OR "bindingDrift" IS NOT NULL)`;

const PLACE = Prisma.sql`
  c.id AS "siteConfigId", c.name AS "siteConfigName", t.id AS "targetId", t.scope, t."deployedDigest", t."observedDigest", t."bindingDrift",
  EXISTS (SELECT 1 FROM "PasswordBaseline" b WHERE b."targetId" = t.id AND b.drift IS NOT NULL) AS "passwordsDrifted",
  s.id AS "serverId", s.name AS "serverName", s.state::text AS "serverState", s."lastSeenAt",
  (SELECT j.state::text FROM "DeploymentTarget" j WHERE j."targetId" = t.id ORDER BY j.sequence DESC LIMIT 1) AS "lastJob"`;

const SOURCES: Record<AccessFilter["view"], (filter: AccessFilter) => Prisma.Sql> = {
  /** The newest revision of each site config, pushed or not. */
  desired: ({ at }) => Prisma.sql`
    SELECT r.id AS "sourceId", r.number AS revision, r."publishedAt" AS since, ${PLACE}
    FROM "SiteConfig" c
    JOIN LATERAL (
      SELECT * FROM "Revision" r WHERE r."siteConfigId" = c.id ${until(Prisma.sql`r."publishedAt"`, at)}
      ORDER BY r.number DESC LIMIT 1) r ON true
    LEFT JOIN "Target" t ON t."siteConfigId" = c.id ${until(Prisma.sql`t."createdAt"`, at)}
    LEFT JOIN "Server" s ON s.id = t."serverId"`,
  /** What the last verified push left on each target. */
  deployed: ({ at }) =>
    at === ""
      ? Prisma.sql`
        SELECT r.id AS "sourceId", r.number AS revision, t."deployedAt" AS since, ${PLACE}
        FROM "Target" t
        JOIN "Revision" r ON r.id = t."deployedRevisionId"
        JOIN "SiteConfig" c ON c.id = r."siteConfigId"
        JOIN "Server" s ON s.id = t."serverId"`
      : Prisma.sql`
        SELECT r.id AS "sourceId", r.number AS revision, d.since, ${PLACE}
        FROM "Target" t
        JOIN LATERAL (
          SELECT * FROM (
            SELECT j."revisionId", j."finishedAt" AS since FROM "DeploymentTarget" j
            WHERE j."targetId" = t.id AND j.state = 'verified'
            -- Taken over as it was found, without a push.
            UNION ALL SELECT t."deployedRevisionId", t."deployedAt" WHERE t."deployedRevisionId" IS NOT NULL
          ) was WHERE was.since <= ${at}::timestamptz ORDER BY was.since DESC LIMIT 1) d ON true
        JOIN "Revision" r ON r.id = d."revisionId"
        JOIN "SiteConfig" c ON c.id = r."siteConfigId"
        JOIN "Server" s ON s.id = t."serverId"`,
  /** What the agents reported last. */
  observed: ({ at }) => Prisma.sql`
    SELECT o.id AS "sourceId", NULL::int AS revision, o."observedFrom" AS since, ${PLACE}
    FROM "Target" t
    JOIN LATERAL (
      SELECT * FROM "Observation" o WHERE o."targetId" = t.id ${until(Prisma.sql`o."observedFrom"`, at)}
      ORDER BY o."observedFrom" DESC LIMIT 1) o ON true
    JOIN "SiteConfig" c ON c.id = t."siteConfigId"
    JOIN "Server" s ON s.id = t."serverId"`,
};

function until(moment: Prisma.Sql, at: string): Prisma.Sql {
  return at === "" ? Prisma.empty : Prisma.sql`AND ${moment} <= ${at}::timestamptz`;
}
