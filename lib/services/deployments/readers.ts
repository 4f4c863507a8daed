import type { DeploymentTargetItem } from "@/lib/api/deployments";
import { db } from "@/lib/db";
import { onlySectionsOf } from "@/lib/iis/diff";
import { digestSiteConfig } from "@/lib/iis/digest";
import { inventorySchema } from "@/lib/iis/inventory";
import { siteConfigSchema } from "@/lib/iis/site-config";
import { othersOf, sharedGroups } from "@/lib/services/revisions/shared-configuration";

interface WrittenJob {
  id: string;
  state: string;
  sequence: number;
  finishedAt: Date | null;
  target: { sequence: number; scope: string; server: { id: string; sharedConfiguration: string | null } };
}
type Readers = DeploymentTargetItem["readers"];

/** By job: the servers that share what it wrote, as their own reports since then say. */
export async function readersOf(
  revisionId: string,
  jobs: readonly WrittenJob[],
): Promise<Map<string, Readers>> {
  const written = jobs.filter(
    ({ state, sequence, target }) =>
      state === "verified" && target.server.sharedConfiguration !== null && sequence === target.sequence,
  );
  if (written.length === 0) return new Map();
  const groupOf = await sharedGroups(
    db(),
    written.map(({ target }) => target.server),
  );
  const others = (job: WrittenJob) => othersOf(groupOf(job.target.server), job.target.server.id);
  const servers = await db().server.findMany({
    where: { id: { in: written.flatMap((job) => others(job).map(({ id }) => id)) } },
    select: { id: true, inventory: true, inventoryAt: true },
  });
  const serverOf = new Map(servers.map((server) => [server.id, server]));
  const revision = await db().revision.findUniqueOrThrow({ where: { id: revisionId } });
  const config = siteConfigSchema.safeParse(revision.config).data;
  return new Map(
    written.map((job) => [
      job.id,
      others(job).map(({ id, name }) => {
        const { inventory = null, inventoryAt = null } = serverOf.get(id) ?? {};
        const seenAt = inventoryAt?.toISOString() ?? null;
        const since = inventoryAt !== null && job.finishedAt !== null && inventoryAt > job.finishedAt;
        if (!since) return { id, name, state: "waiting", seenAt, undecryptable: [] };
        const observed = inventorySchema
          .safeParse(inventory)
          .data?.observed.find(({ scope }) => scope.toLowerCase() === job.target.scope.toLowerCase());
        // Its agent was not enrolled for this site, or cannot read it.
        if (observed === undefined) return { id, name, state: "unknown", seenAt, undecryptable: [] };
        const equal =
          config !== undefined &&
          digestSiteConfig(onlySectionsOf(config, observed.config)) === revision.digest;
        const lost = observed.passwords.filter(({ state, mark }) => state === "encrypted" && !mark);
        const undecryptable = [...new Set(lost.map(({ userName }) => userName))];
        return { id, name, state: equal ? "equal" : "different", seenAt, undecryptable };
      }),
    ]),
  );
}
