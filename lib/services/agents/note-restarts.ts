import type { Actor } from "@/lib/auth/actor";
import type { Prisma } from "@/lib/generated/prisma/client";
import type { Inventory } from "@/lib/iis/inventory";
import { recordEvents } from "@/lib/services/audit/record";
import type { FinishedJob } from "./finish-job";

const AD = "clientCertificateMappingAuthentication";

/**
 * Keeps for each verified push that switched the AD section that the web server has to be restarted before it counts (Microsoft's page of
 * clientCertificateMappingAuthentication), in the caller's transaction and before what the agent sees now is stored. Switched is what the
 * agent says, or what the last report before the push had otherwise; a section that nobody ever reported is off, which is its default.
 */
export async function noteRestarts(
  tx: Prisma.TransactionClient,
  finished: readonly FinishedJob[],
): Promise<void> {
  const committed = finished.flatMap(({ job, outcome, actor }) => {
    const at = outcome.steps?.find(({ name, ok }) => name === "committed" && ok)?.at;
    return outcome.outcome === "verified" && at !== undefined ? [{ job, actor, at, outcome }] : [];
  });
  if (committed.length === 0) return;
  const managing = await tx.$queryRaw<{ id: string; enabled: boolean }[]>`
    SELECT id, (config #>> ${[AD, "enabled"]}::text[])::boolean AS enabled FROM "Revision"
    WHERE id = ANY(${committed.map(({ job }) => job.revisionId)}::uuid[]) AND config->${AD}::text IS NOT NULL`;
  const wanted = new Map(managing.map(({ id, enabled }) => [id, enabled]));
  for (const { job, actor, at, outcome } of committed) {
    const enabled = wanted.get(job.revisionId);
    if (enabled === undefined) continue;
    const since = outcome.inventory?.host?.restartPendingSince;
    const said = since !== undefined && since >= (outcome.steps?.[0]?.at ?? at);
    if (!said && (await wasEnabled(tx, job)) === enabled) continue;
    await tx.target.update({ where: { id: job.targetId }, data: { restartPendingSince: at } });
    await recordEvents(tx, [
      { actor, entry: { action: "target.restart-pending", ...nounOf(job.target), after: { since: at } } },
    ]);
  }
}

/** As the last report before the push had it. */
async function wasEnabled(
  tx: Prisma.TransactionClient,
  { targetId, target: { serverId, scope }, startedAt }: FinishedJob["job"],
): Promise<boolean> {
  const [seen] = await tx.$queryRaw<{ enabled: boolean | null }[]>`
    SELECT (config #>> ${[AD, "enabled"]}::text[])::boolean AS enabled FROM "Observation"
    WHERE "targetId" = ${targetId}::uuid AND "observedFrom" <= ${startedAt} ORDER BY "observedFrom" DESC LIMIT 1`;
  if (seen) return seen.enabled ?? false;
  // The first push to a place: until then only the server's own report had it.
  const [told] = await tx.$queryRaw<{ enabled: boolean | null }[]>`
    SELECT (e #>> ${["config", AD, "enabled"]}::text[])::boolean AS enabled
    FROM "Server" s, jsonb_array_elements(s.inventory->'observed') e
    WHERE s.id = ${serverId}::uuid AND lower(e->>'scope') = lower(${scope}) LIMIT 1`;
  return told?.enabled ?? false;
}

interface Seen {
  server: { id: string; name: string };
  inventory: Inventory;
}

/** Ends what waits for a restart where an agent tells a later start of the web server; both moments are by the server's own clock. */
export async function seeRestarts(tx: Prisma.TransactionClient, seen: readonly Seen[]): Promise<void> {
  const started = seen.flatMap(({ server, inventory: { host } }) =>
    host?.webServerStartedAt === undefined ? [] : [{ id: server.id, at: host.webServerStartedAt }],
  );
  if (started.length === 0) return;
  const over = await tx.$queryRaw<{ id: string; scope: string; serverId: string; at: Date }[]>`
    UPDATE "Target" t SET "restartPendingSince" = NULL
    FROM jsonb_to_recordset(${JSON.stringify(started)}::jsonb) AS s (id uuid, at timestamptz)
    WHERE t."serverId" = s.id AND t."restartPendingSince" < s.at
    RETURNING t.id, t.scope, t."serverId", s.at`;
  const nameOf = new Map(seen.map(({ server }) => [server.id, server.name]));
  await recordEvents(
    tx,
    over.map(({ id, scope, serverId, at }) => {
      const name = nameOf.get(serverId) ?? "";
      const actor: Actor = { kind: "agent", id: serverId, name, address: null };
      const noun = nounOf({ id, scope, server: { name } });
      return {
        actor,
        entry: { action: "target.restarted", ...noun, after: { startedAt: at.toISOString() } },
      };
    }),
  );
}

function nounOf({ id, scope, server }: { id: string; scope: string; server: { name: string } }) {
  return { nounId: id, nounName: `${scope || "server level"} on ${server.name}` };
}
