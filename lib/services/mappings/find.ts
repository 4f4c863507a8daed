import { z } from "zod";
import type { MappingItem } from "@/lib/api/site-configs";
import { fail, ok, type Result } from "@/lib/errors";
import type { Prisma } from "@/lib/generated/prisma/client";
import { lockDraft } from "./lock";
import { MAPPING_COLUMNS, mappingItem } from "./row";

/** A mapping of just this site config, whose draft is locked for the transaction. Error: `not-found`. */
export async function findMapping(
  tx: Prisma.TransactionClient,
  siteConfigId: string,
  id: string,
): Promise<Result<{ item: MappingItem; siteConfigName: string }>> {
  const ids = z.object({ siteConfigId: z.uuid(), id: z.uuid() }).safeParse({ siteConfigId, id });
  if (!ids.success) return notFound();
  await lockDraft(tx, siteConfigId);
  const row = await tx.oneToOneMapping.findUnique({
    where: ids.data,
    select: { ...MAPPING_COLUMNS, siteConfig: { select: { name: true } } },
  });
  if (row === null) return notFound();
  const { siteConfig, ...item } = row;
  return ok({ item: mappingItem(item), siteConfigName: siteConfig.name });
}

function notFound() {
  return fail("not-found", "There is no such mapping. It may have been removed already.");
}
