import { z } from "zod";
import {
  CHANGES_LIMIT,
  type Comparison,
  type ComparisonQuery,
  comparisonQuerySchema,
} from "@/lib/api/comparisons";
import { parseInput } from "@/lib/api/parse";
import type { Actor } from "@/lib/auth/actor";
import { may } from "@/lib/auth/permissions";
import { visibleServers } from "@/lib/auth/server-scope";
import { db } from "@/lib/db";
import { fail, ok, type Result } from "@/lib/errors";
import { diffSiteConfig, onlySectionsOf } from "@/lib/iis/diff";
import { readableChanges } from "@/lib/iis/readable-changes";
import { renderXml } from "@/lib/iis/render/xml";
import { type SiteConfig, siteConfigSchema } from "@/lib/iis/site-config";
import { readConfig } from "./read-config";

/**
 * What changes from one side to the other: the draft, a revision, or what was deployed to or observed on a target of this site
 * config. Of what was observed only the sections count that the other side manages. Errors: `not-allowed`, `invalid-input`, `not-found`.
 */
export async function compareSiteConfigs(
  actor: Actor,
  id: string,
  input: unknown,
): Promise<Result<Comparison>> {
  const allowed = may(actor, "read");
  if (!allowed.ok) return allowed;
  const query = parseInput(comparisonQuerySchema, input);
  if (!query.ok) return query;
  const [old, now] = await Promise.all([
    readSide(actor, id, query.value.before),
    readSide(actor, id, query.value.after),
  ]);
  if (!old.ok) return old;
  if (!now.ok) return now;
  const scope = old.value.scope ?? now.value.scope ?? "";
  const before = old.value.observed ? onlySectionsOf(now.value.config, old.value.config) : old.value.config;
  const after = now.value.observed ? onlySectionsOf(old.value.config, now.value.config) : now.value.config;
  const changes = readableChanges(diffSiteConfig(before, after));
  return ok({
    changes: changes.slice(0, CHANGES_LIMIT),
    total: changes.length,
    beforeXml: renderXml(before, scope),
    afterXml: renderXml(after, scope),
  });
}

interface Side {
  config: SiteConfig;
  /** Of a target. */
  scope?: string;
  observed?: boolean;
}

async function readSide(actor: Actor, id: string, side: ComparisonQuery["before"]): Promise<Result<Side>> {
  if (side === "nothing") return ok({ config: {} });
  const [kind, targetId] = side.split(":");
  if (targetId !== undefined) return readTarget(actor, id, targetId, kind === "observed");
  return readConfig(id, side === "draft" ? undefined : Number(side));
}

async function readTarget(
  actor: Actor,
  siteConfigId: string,
  id: string,
  observed: boolean,
): Promise<Result<Side>> {
  const target =
    z.uuid().safeParse(siteConfigId).success &&
    (await db().target.findUnique({
      where: { id, siteConfigId, server: visibleServers(actor) },
      select: { scope: true, observed: true, deployedRevision: { select: { config: true } } },
    }));
  if (!target) return fail("not-found", "There is no such target of this site config.");
  const config = observed ? target.observed : target.deployedRevision?.config;
  if (config === undefined || config === null)
    return fail("not-found", `Nothing was ${observed ? "reported from" : "pushed to"} there yet.`);
  return ok({ config: siteConfigSchema.parse(config), scope: target.scope, observed });
}
