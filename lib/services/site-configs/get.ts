import { z } from "zod";
import { draftSettingsSchema, type SiteConfigDetail } from "@/lib/api/site-configs";
import type { Actor } from "@/lib/auth/actor";
import { may } from "@/lib/auth/permissions";
import { db } from "@/lib/db";
import { fail, ok, type Result } from "@/lib/errors";
import { digestSiteConfig } from "@/lib/iis/digest";
import { readDraft } from "./draft";
import { REVISION_COLUMNS, revisionItem, SITE_CONFIG_COLUMNS, siteConfigItem } from "./row";

/** One site config: the draft's settings and digest, and its revisions, newest first. Errors: `not-allowed`, `not-found`. */
export async function getSiteConfig(actor: Actor, id: string): Promise<Result<SiteConfigDetail>> {
  const allowed = may(actor, "read");
  if (!allowed.ok) return allowed;
  const row =
    z.uuid().safeParse(id).success && (await db().siteConfig.findUnique({ where: { id }, select: DETAIL }));
  if (!row) return fail("not-found", "There is no such site config. It may have been deleted.");
  const { settings, revisions, ...item } = row;
  const draft = await db().$transaction((tx) => readDraft(tx, id));
  return ok({
    ...siteConfigItem({ ...item, revisions }),
    settings: draftSettingsSchema.parse(settings),
    draftDigest: digestSiteConfig(draft),
    revisions: revisions.map(revisionItem),
  });
}

const DETAIL = {
  ...SITE_CONFIG_COLUMNS,
  settings: true,
  revisions: { select: REVISION_COLUMNS, orderBy: { number: "desc" }, take: 200 },
} as const;
