import type { Prisma } from "@/lib/generated/prisma/client";
import { onlySectionsOf } from "@/lib/iis/diff";
import { digestSiteConfig } from "@/lib/iis/digest";
import { inventorySchema } from "@/lib/iis/inventory";
import { foreignEntries } from "@/lib/iis/push-plan";
import { type SiteConfig, siteConfigSchema } from "@/lib/iis/site-config";

/**
 * Of these targets, those to which nothing was pushed since they were adopted, or since the server's agent was replaced by one that
 * knows nothing of earlier pushes: `isOursByAdoption` has to look at them.
 */
export async function adoptedTargets(
  tx: Prisma.TransactionClient,
  targetIds: string[],
): Promise<Set<string>> {
  const rows = await tx.$queryRaw<{ id: string }[]>`
    SELECT t.id FROM "Target" t JOIN "Server" s ON s.id = t."serverId"
    WHERE t.id = ANY(${targetIds}::uuid[]) AND t."deployedRevisionId" IS NOT NULL AND NOT EXISTS (
      SELECT 1 FROM "DeploymentTarget" j WHERE j."targetId" = t.id AND j.state = 'verified'
        AND (s."replacedAt" IS NULL OR j."finishedAt" > s."replacedAt"))`;
  return new Set(rows.map(({ id }) => id));
}

/**
 * Is everything that stands at this place ours by adoption? An agent knows only what it brought itself, so to it an adopted
 * entry is foreign until the first push. Where nothing was pushed yet, and what the person confirmed holds nothing but what was
 * adopted, the job tells the agent to go on; the agent still refuses every state but the confirmed one.
 */
export async function isOursByAdoption(
  tx: Prisma.TransactionClient,
  targetId: string,
  expectedDigest: string | null,
  desired: SiteConfig,
): Promise<boolean> {
  if (expectedDigest === null) return false;
  const target = await tx.target.findUniqueOrThrow({
    where: { id: targetId },
    select: {
      scope: true,
      deployedRevision: { select: { config: true } },
    },
  });
  const adopted = siteConfigSchema.safeParse(target.deployedRevision?.config).data;
  if (adopted === undefined) return false;
  const { server } = await tx.target.findUniqueOrThrow({
    where: { id: targetId },
    select: { server: { select: { inventory: true } } },
  });
  const observed = inventorySchema
    .safeParse(server.inventory)
    .data?.observed.find(({ scope }) => scope.toLowerCase() === target.scope.toLowerCase());
  const live = observed && onlySectionsOf(desired, observed.config);
  return (
    live !== undefined &&
    digestSiteConfig(live) === expectedDigest &&
    foreignEntries(live, adopted, desired).length === 0
  );
}
