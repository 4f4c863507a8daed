import { z } from "zod";
import { parseInput } from "@/lib/api/parse";
import { previewQuerySchema } from "@/lib/api/site-configs";
import type { Actor } from "@/lib/auth/actor";
import { may } from "@/lib/auth/permissions";
import { db } from "@/lib/db";
import { fail, ok, type Result } from "@/lib/errors";
import { renderXml } from "@/lib/iis/render/xml";
import { siteConfigSchema } from "@/lib/iis/site-config";
import { readDraft } from "./draft";

export interface Preview {
  xml: string;
  fileName: string;
  download: boolean;
}

/** The exact XML of the draft, or of one revision, for a scope. Errors: `not-allowed`, `invalid-input`, `not-found`. */
export async function previewSiteConfig(actor: Actor, id: string, input: unknown): Promise<Result<Preview>> {
  const allowed = may(actor, "read");
  if (!allowed.ok) return allowed;
  const query = parseInput(previewQuerySchema, input);
  if (!query.ok) return query;
  const { scope, revision, download } = query.value;
  const found =
    z.uuid().safeParse(id).success &&
    (await db().siteConfig.findUnique({ where: { id }, select: { name: true } }));
  if (!found) return fail("not-found", "There is no such site config. It may have been deleted.");
  const config = revision === undefined ? await readDraft(db(), id) : await publishedConfig(id, revision);
  if (config === null) return fail("not-found", `There is no revision ${revision}.`);
  const stem = found.name.replaceAll(/[^\p{L}\p{N}._-]+/gu, "-");
  const fileName = `${stem}-${revision === undefined ? "draft" : `revision-${revision}`}.xml`;
  return ok({ xml: renderXml(config, scope), fileName, download });
}

async function publishedConfig(siteConfigId: string, number: number) {
  const row = await db().revision.findUnique({ where: { siteConfigId_number: { siteConfigId, number } } });
  return row && siteConfigSchema.parse(row.config);
}
