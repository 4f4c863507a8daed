import type { Actor } from "@/lib/auth/actor";
import { notify } from "@/lib/db-notify";
import { Prisma, type Server } from "@/lib/generated/prisma/client";
import { onlySectionsOf } from "@/lib/iis/diff";
import { digestSiteConfig } from "@/lib/iis/digest";
import type { Inventory } from "@/lib/iis/inventory";
import { siteConfigSchema } from "@/lib/iis/site-config";
import { recordEvent } from "@/lib/services/audit/record";
import { storeObservation } from "./store-observation";

/** Keeps what an agent sees, per target with its digest, and writes an event when a target drifts or comes back. */
export async function storeInventory(
  tx: Prisma.TransactionClient,
  server: Server,
  inventory: Inventory,
): Promise<void> {
  const now = new Date();
  await tx.server.update({
    where: { id: server.id },
    data: { inventory, inventoryAt: now, lastSeenAt: now },
  });
  const targets = await tx.target.findMany({
    where: { serverId: server.id },
    include: {
      deployedRevision: { select: { config: true, number: true } },
      siteConfig: { select: { name: true } },
    },
  });
  for (const target of targets) {
    const observed = inventory.observed.find(
      ({ scope }) => scope.toLowerCase() === target.scope.toLowerCase(),
    );
    const deployed = siteConfigSchema.safeParse(target.deployedRevision?.config).data;
    const observedDigest =
      observed && deployed ? digestSiteConfig(onlySectionsOf(deployed, observed.config)) : null;
    await tx.target.update({
      where: { id: target.id },
      data: { observed: observed?.config ?? Prisma.DbNull, observedDigest, observedAt: now },
    });
    if (!inventory.unreadable) await storeObservation(tx, target.id, observed?.config ?? null, now);
    const was = target.observedDigest === target.deployedDigest;
    const is = observedDigest === target.deployedDigest;
    // After a time in which nobody could look, what is seen is told again.
    if (observedDigest === null || (target.observedDigest !== null && was === is)) continue;
    const agent: Actor = { kind: "agent", id: server.id, name: server.name, address: null };
    await recordEvent(tx, agent, {
      action: is ? "target.in-sync" : "target.drifted",
      nounId: target.id,
      nounName: `${target.siteConfig.name} on ${server.name}, ${target.scope || "server level"}`,
      after: { revision: target.deployedRevision?.number ?? null, observedDigest },
    });
  }
  await notify(tx, "server", server.id);
}
