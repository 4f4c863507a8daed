import { isScopeAllowed } from "@/lib/agent-api/allowed-scope";
import type { CutOffRevision } from "@/lib/api/cut-offs";
import { isOnline } from "@/lib/api/target-state";
import { db } from "@/lib/db";
import { diffSiteConfig, onlySectionsOf } from "@/lib/iis/diff";
import { digestSiteConfig } from "@/lib/iis/digest";
import { inventorySchema } from "@/lib/iis/inventory";
import { foreignEntries } from "@/lib/iis/push-plan";
import { readableChanges } from "@/lib/iis/readable-changes";
import type { SiteConfig } from "@/lib/iis/site-config";
import type { ConcernedTarget } from "./concerned";

/** What a push of `after` does at places that run `before`, from what their servers last reported. */
export async function planPlaces(
  targets: readonly ConcernedTarget[],
  before: SiteConfig,
  after: SiteConfig,
): Promise<CutOffRevision["targets"]> {
  const live = await liveConfigs(targets, after);
  return targets.map((target) => {
    const { serverId, scope, server, jobs, deployedRevision } = target;
    const observed = live.get(target.id);
    const job = jobs[0];
    return {
      serverId,
      serverName: server.name,
      scope,
      changes: observed ? readableChanges(diffSiteConfig(observed, after)) : [],
      foreign: observed ? foreignEntries(observed, deployedRevision && before, after) : [],
      observedAt: (observed && server.inventoryAt?.toISOString()) ?? null,
      online: server.state === "approved" && isOnline(server.lastSeenAt, Date.now()),
      openJob: job
        ? { state: job.state === "leased" ? "leased" : "queued", revision: job.revision.number }
        : null,
      problem: problemOf(target),
    };
  });
}

/** Why nothing can be pushed there, said before the cut-off starts. */
function problemOf({ server, scope, mode }: ConcernedTarget): string | null {
  const site = `"${scope || "server level"}"`;
  if (server.state !== "approved") return `${server.name} is ${server.state}: nothing is pushed there.`;
  if (!isScopeAllowed(scope, server.allowedSites))
    return `The agent of ${server.name} was not enrolled for ${site}: nothing is pushed there.`;
  if (mode === "observe")
    return `${site} on ${server.name} is only observed: nothing is pushed there. The cut-off follows by itself when an administrator sets its mode to monitor or enforce.`;
  return null;
}

/** Digests of what stands at these places, in the sections that `desired` manages, by id; none where nothing was reported. */
export async function liveDigests(
  targets: readonly { id: string; serverId: string; scope: string }[],
  desired: SiteConfig,
): Promise<Map<string, string>> {
  const live = await liveConfigs(targets, desired);
  return new Map([...live].map(([id, config]) => [id, digestSiteConfig(config)]));
}

async function liveConfigs(
  targets: readonly { id: string; serverId: string; scope: string }[],
  desired: SiteConfig,
): Promise<Map<string, SiteConfig>> {
  const servers = await db().server.findMany({
    where: { id: { in: targets.map(({ serverId }) => serverId) } },
    select: { id: true, inventory: true },
  });
  const inventories = new Map(
    servers.map(({ id, inventory }) => [id, inventorySchema.safeParse(inventory).data?.observed ?? []]),
  );
  return new Map(
    targets.flatMap(({ id, serverId, scope }) => {
      const observed = inventories
        .get(serverId)
        ?.find((each) => each.scope.toLowerCase() === scope.toLowerCase());
      return observed ? [[id, onlySectionsOf(desired, observed.config)] as const] : [];
    }),
  );
}
