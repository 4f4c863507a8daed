import type { Prisma } from "@/lib/generated/prisma/client";

/** A draft that was the same as the newest revision, and was changed as that revision was, counts as published. */
export async function keepPublished(tx: Prisma.TransactionClient, siteConfigId: string): Promise<void> {
  const where = { id: siteConfigId };
  const { version } = await tx.siteConfig.findUniqueOrThrow({ where, select: { version: true } });
  await tx.siteConfig.update({ where, data: { publishedVersion: version } });
}
