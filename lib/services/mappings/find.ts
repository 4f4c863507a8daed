import { z } from "zod";
import type { MappingItem } from "@/lib/api/site-configs";
import { fail, ok, type Result } from "@/lib/errors";
import type { Prisma } from "@/lib/generated/prisma/client";
import { MAPPING_COLUMNS, mappingItem } from "./row";

/** A mapping of just this site config, whose draft is locked by then. Error: `not-found`. */
export async function findMapping(
  tx: Prisma.TransactionClient,
  siteConfigId: string,
  id: string,
): Promise<Result<MappingItem>> {
  const row =
    z.uuid().safeParse(id).success &&
    (await tx.oneToOneMapping.findUnique({ where: { siteConfigId, id }, select: MAPPING_COLUMNS }));
  if (!row) return fail("not-found", "There is no such mapping. It may have been removed already.");
  return ok(mappingItem(row));
}
