import { z } from "zod";
import { COUNT_LIMIT } from "@/lib/api/page";
import type { RevisionDetail } from "@/lib/api/site-configs";
import type { Actor } from "@/lib/auth/actor";
import { may } from "@/lib/auth/permissions";
import { db } from "@/lib/db";
import { fail, ok, type Result } from "@/lib/errors";
import { siteConfigSchema } from "@/lib/iis/site-config";
import { REVISION_COLUMNS, revisionItem } from "./row";

/** One revision with its whole SiteConfig. Errors: `not-allowed`, `not-found`. */
export async function getRevision(
  actor: Actor,
  siteConfigId: string,
  number: unknown,
): Promise<Result<RevisionDetail>> {
  const allowed = may(actor, "read");
  if (!allowed.ok) return allowed;
  const key = z
    .object({ siteConfigId: z.uuid(), number: z.coerce.number().int().min(1).max(COUNT_LIMIT) })
    .safeParse({ siteConfigId, number });
  const row =
    key.success &&
    (await db().revision.findUnique({
      where: { siteConfigId_number: key.data },
      select: { ...REVISION_COLUMNS, config: true },
    }));
  if (!row) return fail("not-found", "There is no such revision.");
  const { config, ...item } = row;
  return ok({ ...revisionItem(item), config: siteConfigSchema.parse(config) });
}
