import { z } from "zod";
import { fail, ok, type Result } from "@/lib/errors";
import type { Prisma, SavedTest } from "@/lib/generated/prisma/client";

/** A saved test of just this site config, held until the transaction ends, with the site config's name. Error: `not-found`. */
export async function findSavedTest(
  tx: Prisma.TransactionClient,
  siteConfigId: string,
  id: string,
): Promise<Result<{ test: SavedTest; siteConfigName: string }>> {
  if (!z.array(z.uuid()).safeParse([siteConfigId, id]).success) return notFound();
  await tx.$queryRaw`SELECT 1 FROM "SavedTest" WHERE id = ${id}::uuid FOR UPDATE`;
  const found = await tx.savedTest.findUnique({
    where: { siteConfigId, id },
    include: { siteConfig: { select: { name: true } } },
  });
  if (found === null) return notFound();
  const { siteConfig, ...test } = found;
  return ok({ test, siteConfigName: siteConfig.name });
}

function notFound() {
  return fail("not-found", "There is no such saved test. It may have been removed already.");
}
