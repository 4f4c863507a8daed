import { Prisma } from "@/lib/generated/prisma/client";
import { accessEntriesOf } from "@/lib/iis/access-entries";
import { digestSiteConfig } from "@/lib/iis/digest";
import type { SiteConfig } from "@/lib/iis/site-config";

/**
 * Keeps what was seen on a target as part of its past: a report that says the same as the one before prolongs it, another one
 * begins anew. `config` is null when the site was not there.
 */
export async function storeObservation(
  tx: Prisma.TransactionClient,
  targetId: string,
  config: SiteConfig | null,
  now: Date,
): Promise<void> {
  const digest = config === null ? "" : digestSiteConfig(config);
  const last = await tx.observation.findFirst({
    where: { targetId },
    select: { id: true, digest: true },
    orderBy: { observedFrom: "desc" },
  });
  if (last?.digest === digest) {
    await tx.observation.update({ where: { id: last.id }, data: { observedUntil: now } });
    return;
  }
  const { id: observationId } = await tx.observation.create({
    data: { targetId, digest, config: config ?? Prisma.DbNull, observedFrom: now, observedUntil: now },
  });
  const entries = config === null ? [] : accessEntriesOf(config);
  await tx.accessEntry.createMany({ data: entries.map((entry) => ({ observationId, ...entry })) });
}
