import { z } from "zod";
import { draftSettingsSchema, type SiteConfigDetail } from "@/lib/api/site-configs";
import type { Actor } from "@/lib/auth/actor";
import { may } from "@/lib/auth/permissions";
import { db } from "@/lib/db";
import { fail, ok, type Result } from "@/lib/errors";
import type { Prisma } from "@/lib/generated/prisma/client";
import { digestSiteConfig } from "@/lib/iis/digest";
import { stepsAround } from "@/lib/services/drafts/journal";
import { readDraft } from "@/lib/services/drafts/read";
import { REVISION_COLUMNS, revisionItem, SITE_CONFIG_COLUMNS, siteConfigItem } from "./row";

/** One site config: the draft's settings and digest, and its revisions, newest first. Errors: `not-allowed`, `not-found`. */
export async function getSiteConfig(actor: Actor, id: string): Promise<Result<SiteConfigDetail>> {
  const allowed = may(actor, "read");
  if (!allowed.ok) return allowed;
  if (!z.uuid().safeParse(id).success) return notFound();
  // One moment for all of it: the version is what a change of this very draft goes by.
  return db().$transaction((tx) => read(tx, id), { isolationLevel: "RepeatableRead" });
}

async function read(tx: Prisma.TransactionClient, id: string): Promise<Result<SiteConfigDetail>> {
  const row = await tx.siteConfig.findUnique({ where: { id }, select: DETAIL });
  if (row === null) return notFound();
  const { settings, stepPosition, revisions, ...item } = row;
  const draft = await readDraft(tx, id);
  return ok({
    ...siteConfigItem({ ...item, revisions }),
    settings: draftSettingsSchema.parse(settings),
    manyToOneMappings: draft.iisClientCertificateMappingAuthentication?.manyToOneMappings ?? [],
    ...(await stepsAround(tx, id, stepPosition)),
    draftDigest: digestSiteConfig(draft),
    revisions: revisions.map(revisionItem),
  });
}

function notFound() {
  return fail("not-found", "There is no such site config. It may have been deleted.");
}

const DETAIL = {
  ...SITE_CONFIG_COLUMNS,
  settings: true,
  stepPosition: true,
  revisions: { select: REVISION_COLUMNS, orderBy: { number: "desc" }, take: 200 },
} as const;
