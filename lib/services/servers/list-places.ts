import { parseInput } from "@/lib/api/parse";
import { PLACES_LIMIT, type ServerPlaces, serverPlacesQuerySchema } from "@/lib/api/servers";
import type { Actor } from "@/lib/auth/actor";
import { may } from "@/lib/auth/permissions";
import { visibleServers } from "@/lib/auth/server-scope";
import { db } from "@/lib/db";
import { ok, type Result } from "@/lib/errors";
import { serverFilter } from "./filter";

/**
 * The sites of approved servers that a search matches, by name, with the servers on which a site config may go there: reported,
 * allowed to the agent, and not another site config's. Errors: `not-allowed`, `invalid-input`.
 */
export async function listPlaces(actor: Actor, input: unknown): Promise<Result<ServerPlaces>> {
  const allowed = may(actor, "read");
  if (!allowed.ok) return allowed;
  const parsed = parseInput(serverPlacesQuerySchema, input);
  if (!parsed.ok) return parsed;
  const servers = await db().server.findMany({
    where: { state: "approved", AND: [serverFilter(parsed.value), visibleServers(actor)] },
    select: { id: true },
    orderBy: [{ name: "asc" }, { id: "asc" }],
    take: PLACES_LIMIT,
  });
  const ids = servers.map(({ id }) => id);
  const items = await db().$queryRaw<ServerPlaces["items"]>`
    SELECT min(p.scope) AS scope, array_agg(p.id::text ORDER BY p.name, p.id) AS "serverIds"
    FROM (
      SELECT s.id, s.name, s."allowedSites", site #>> '{}' AS scope
      FROM "Server" s, jsonb_path_query(s.inventory, '$.sites[*].name') AS site
      WHERE s.id = ANY(${ids}::uuid[])) p
    WHERE (p."allowedSites" = '{}' OR lower(p.scope) IN (SELECT lower(a) FROM unnest(p."allowedSites") a))
      AND NOT EXISTS (SELECT 1 FROM "Target" t WHERE t."serverId" = p.id AND lower(t.scope) = lower(p.scope)
        AND (t."siteConfigId" <> ${parsed.value.siteConfigId}::uuid OR t.mode = 'observe'))
    GROUP BY lower(p.scope) ORDER BY count(*) DESC, 1 LIMIT 200`;
  return ok({ items });
}
