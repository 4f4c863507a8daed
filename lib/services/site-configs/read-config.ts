import { z } from "zod";
import { db } from "@/lib/db";
import { fail, ok, type Result } from "@/lib/errors";
import { type SiteConfig, siteConfigSchema } from "@/lib/iis/site-config";
import { readDraft } from "@/lib/services/drafts/read";

/** The draft, or one revision, with the site config's name. Errors: `not-found`. */
export async function readConfig(
  id: string,
  revision?: number,
): Promise<Result<{ name: string; config: SiteConfig }>> {
  const found =
    z.uuid().safeParse(id).success &&
    (await db().siteConfig.findUnique({ where: { id }, select: { name: true } }));
  if (!found) return fail("not-found", "There is no such site config. It may have been deleted.");
  const config = revision === undefined ? await readDraft(db(), id) : await publishedConfig(id, revision);
  if (config === null) return fail("not-found", `There is no revision ${revision}.`);
  return ok({ name: found.name, config });
}

async function publishedConfig(siteConfigId: string, number: number) {
  const row = await db().revision.findUnique({ where: { siteConfigId_number: { siteConfigId, number } } });
  return row && siteConfigSchema.parse(row.config);
}
