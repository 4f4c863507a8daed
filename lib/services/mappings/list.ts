import { z } from "zod";
import { cutPage, literally, type Page, pageWindow } from "@/lib/api/page";
import { parseInput } from "@/lib/api/parse";
import { type MappingItem, mappingQuerySchema } from "@/lib/api/site-configs";
import type { Actor } from "@/lib/auth/actor";
import { may } from "@/lib/auth/permissions";
import { db } from "@/lib/db";
import { fail, ok, type Result } from "@/lib/errors";
import type { Prisma } from "@/lib/generated/prisma/client";
import { MAPPING_COLUMNS, mappingItem } from "./row";

/** One-to-one mappings of a draft in the order of their making, one page. Errors: `not-allowed`, `not-found`, `invalid-input`. */
export async function listMappings(
  actor: Actor,
  siteConfigId: string,
  input: unknown,
): Promise<Result<Page<MappingItem>>> {
  const allowed = may(actor, "read");
  if (!allowed.ok) return allowed;
  const parsed = parseInput(mappingQuerySchema, input);
  if (!parsed.ok) return parsed;
  if (!z.uuid().safeParse(siteConfigId).success) return fail("not-found", "There is no such site config.");
  const { cursor, limit, query } = parsed.value;
  const text = { contains: literally(query), mode: "insensitive" } as const;
  const where: Prisma.OneToOneMappingWhereInput = {
    siteConfigId,
    ...(query && {
      OR: [{ name: text }, { account: { userName: text } }, { certificate: { subject: text } }],
    }),
  };
  const [total, rows] = await Promise.all([
    db().oneToOneMapping.count({ where }),
    db().oneToOneMapping.findMany({
      where,
      select: MAPPING_COLUMNS,
      orderBy: { id: "asc" },
      ...pageWindow({ cursor, limit }),
    }),
  ]);
  return ok(cutPage(rows, limit, total, mappingItem));
}
