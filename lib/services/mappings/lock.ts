import type { Prisma } from "@/lib/generated/prisma/client";

/**
 * Takes the draft for this transaction. Whoever changes its mappings raises its version at the end; without taking it first, two
 * of them and somebody who publishes would wait for each other in a ring.
 */
export async function lockDraft(tx: Prisma.TransactionClient, siteConfigId: string): Promise<void> {
  await tx.$queryRaw`SELECT 1 FROM "SiteConfig" WHERE id = ${siteConfigId}::uuid FOR UPDATE`;
}
