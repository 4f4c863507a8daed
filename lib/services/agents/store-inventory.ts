import type { Actor } from "@/lib/auth/actor";
import { notifyAll } from "@/lib/db-notify";
import type { Prisma, Server, Target } from "@/lib/generated/prisma/client";
import { bindingDriftText, bindingStanding, readBindingDrift } from "@/lib/iis/binding-drift";
import { bindingWishesSchema } from "@/lib/iis/binding-wish";
import { onlySectionsOf } from "@/lib/iis/diff";
import type { Inventory } from "@/lib/iis/inventory";
import { sharedFolder } from "@/lib/iis/shared-configuration";
import { type SiteConfig, siteConfigSchema } from "@/lib/iis/site-config";
import { recordEvents } from "@/lib/services/audit/record";
import { comparePasswords } from "./compare-passwords";
import { rememberDigests } from "./digests";
import { seeRestarts } from "./note-restarts";
import { storeObservations } from "./store-observation";

/** IIS's id of the site that a scope belongs to; null where it is not there. A site may be renamed, its id stays. */
export function siteIdOf({ sites }: Inventory, scope: string): string | null {
  const site = (scope.split("/")[0] ?? "").toLowerCase();
  return sites.find(({ name, id }) => id !== "" && name.toLowerCase() === site)?.id ?? null;
}

interface Seen {
  server: Pick<Server, "id" | "name">;
  inventory: Inventory;
}

/** How much is stored in one transaction, as `weightOf` counts: one mapping is about 2 kB. */
export const BATCH = 5_000;

export function weightOf(inventory: Inventory | undefined): number {
  const sections = (inventory?.observed ?? []).map(
    ({ config }) => config.iisClientCertificateMappingAuthentication,
  );
  return sections.reduce(
    (sum, section) =>
      sum + (section?.oneToOneMappings.length ?? 0) + (section?.manyToOneMappings.length ?? 0),
    50,
  );
}

/** Takes the rows of these servers, in the order in which a push takes them, so that neither waits for the other in a ring. */
export async function lockServers(
  tx: Prisma.TransactionClient,
  ids: readonly string[],
): Promise<Map<string, { epoch: number; instanceId: string | null }>> {
  const rows = await tx.$queryRaw<{ id: string; epoch: number; instanceId: string | null }[]>`
    SELECT id, epoch, "instanceId" FROM "Server" WHERE id = ANY(${ids}::uuid[]) ORDER BY id FOR UPDATE`;
  return new Map(rows.map((row) => [row.id, row]));
}

/** Keeps what one agent sees. */
export function storeInventory(
  tx: Prisma.TransactionClient,
  server: Seen["server"],
  inventory: Inventory,
): Promise<void> {
  return storeInventories(tx, [{ server, inventory }]);
}

/**
 * Keeps what agents see, per target with its digest, and writes an event when a target drifts or comes back. As many statements
 * for many servers as for one; each server at most once.
 */
export async function storeInventories(tx: Prisma.TransactionClient, seen: readonly Seen[]): Promise<void> {
  if (seen.length === 0) return;
  const now = new Date();
  const told = seen.map(({ server: { id }, inventory }) => {
    const folder = inventory.host?.sharedConfiguration;
    // An agent that cannot tell has not said that it is no longer so.
    return { id, inventory, tells: folder !== undefined, folder: folder ? sharedFolder(folder) : null };
  });
  await tx.$executeRaw`
    UPDATE "Server" s SET inventory = t.inventory, "inventoryAt" = ${now}, "lastSeenAt" = ${now},
      "sharedConfiguration" = CASE WHEN t.tells THEN t.folder ELSE s."sharedConfiguration" END
    FROM jsonb_to_recordset(${JSON.stringify(told)}::jsonb) AS t (id uuid, inventory jsonb, tells boolean, folder text) WHERE s.id = t.id`;
  const digest = rememberDigests();
  const targets = await findTargets(tx, seen, digest);
  const stored = targets.map(({ target, observed, observedDigest, siteId, bindingsMet, bindingDrift }) => ({
    id: target.id,
    siteId: target.siteId ?? siteId,
    observed: observed ?? null,
    observedDigest,
    bindingsMet,
    bindingDrift,
  }));
  await tx.$executeRaw`
    UPDATE "Target" t SET observed = nullif(o.observed, 'null'), "observedDigest" = o."observedDigest", "observedAt" = ${now}, "siteId" = o."siteId",
      "bindingsMet" = nullif(o."bindingsMet", 'null'), "bindingDrift" = o."bindingDrift"
    FROM jsonb_to_recordset(${JSON.stringify(stored)}::jsonb) AS o (id uuid, "siteId" text, observed jsonb, "observedDigest" text, "bindingsMet" jsonb, "bindingDrift" text) WHERE t.id = o.id`;
  await storeObservations(
    tx,
    targets.flatMap(({ target, observed, readable }) =>
      readable ? [{ targetId: target.id, config: observed ?? null }] : [],
    ),
    now,
    digest,
  );
  await recordEvents(tx, targets.flatMap(eventOf));
  await comparePasswords(
    tx,
    targets.flatMap(({ target, server, revision, passwords }) =>
      passwords ? [{ id: target.id, ...namesOf(target, server), revision, passwords }] : [],
    ),
  );
  await seeRestarts(tx, seen);
  await notifyAll(
    tx,
    "server",
    seen.map(({ server }) => server.id),
  );
}

/** The targets of these servers, with what was seen there and its digest, as far as the deployed revision manages it. */
async function findTargets(
  tx: Prisma.TransactionClient,
  seen: readonly Seen[],
  digest: (config: SiteConfig) => string,
) {
  const byServer = new Map(seen.map((each) => [each.server.id, each]));
  const targets = await tx.target.findMany({
    where: { serverId: { in: [...byServer.keys()] } },
    omit: { observed: true },
    include: { siteConfig: { select: { name: true } } },
  });
  const revisions = await tx.revision.findMany({
    where: { id: { in: targets.flatMap(({ deployedRevisionId }) => deployedRevisionId ?? []) } },
    select: { id: true, number: true, config: true },
  });
  const deployedOf = new Map(
    revisions.map(({ id, number, config }) => [
      id,
      { number, config: siteConfigSchema.safeParse(config).data },
    ]),
  );
  return targets.flatMap((target) => {
    const told = byServer.get(target.serverId);
    if (told === undefined) return [];
    const { server, inventory } = told;
    const { config: observed, passwords } =
      inventory.observed.find(({ scope }) => scope.toLowerCase() === target.scope.toLowerCase()) ?? {};
    const deployed = deployedOf.get(target.deployedRevisionId ?? "");
    return [
      {
        target,
        server,
        observed,
        // Where the revision manages no mappings, nobody's password there is ours.
        passwords: deployed?.config?.iisClientCertificateMappingAuthentication && passwords,
        revision: deployed?.number ?? null,
        observedDigest:
          observed && deployed?.config ? digest(onlySectionsOf(deployed.config, observed)) : null,
        readable: !inventory.unreadable,
        siteId: siteIdOf(inventory, target.scope),
        ...standingOf(target, inventory),
      },
    ];
  });
}

const wishesOf = (stored: unknown) => bindingWishesSchema.safeParse(stored ?? []).data ?? [];

/** What is kept of the target's wishes for http.sys. */
function standingOf(
  target: Pick<Target, "bindingFlags" | "bindingsMet" | "bindingDrift">,
  inventory: Inventory,
) {
  const { bindingFlags, bindingsMet, bindingDrift } = target;
  const standing = bindingStanding(wishesOf(bindingFlags), wishesOf(bindingsMet), inventory);
  if (standing === null) return { bindingsMet, bindingDrift };
  const { met, lost } = standing;
  return { bindingsMet: met.length === 0 ? null : met, bindingDrift: bindingDriftText(lost) };
}

type FoundTarget = Awaited<ReturnType<typeof findTargets>>[number];

function eventOf({ target, server, observedDigest, revision, bindingDrift }: FoundTarget) {
  const was = target.observedDigest === target.deployedDigest && target.bindingDrift === null;
  const is = observedDigest === target.deployedDigest && bindingDrift === null;
  // After a time in which nobody could look, what is seen is told again.
  if (observedDigest === null || (target.observedDigest !== null && was === is)) return [];
  const { actor, name } = namesOf(target, server);
  const entry = {
    action: is ? ("target.in-sync" as const) : ("target.drifted" as const),
    nounId: target.id,
    nounName: name,
    after: {
      revision,
      observedDigest,
      ...(bindingDrift !== null && { bindings: readBindingDrift(bindingDrift).map(({ key }) => key) }),
    },
  };
  return [{ actor, entry }];
}

/** Who saw a target, and what an event calls it. */
function namesOf(
  { siteConfig, scope }: FoundTarget["target"],
  { id, name }: Seen["server"],
): { actor: Actor; name: string } {
  return {
    actor: { kind: "agent", id, name, address: null },
    name: `${siteConfig.name} on ${name}, ${scope || "server level"}`,
  };
}
