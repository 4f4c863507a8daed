import { z } from "zod";
import type { Drift } from "@/lib/api/targets";
import type { Actor } from "@/lib/auth/actor";
import { may } from "@/lib/auth/permissions";
import { visibleServers } from "@/lib/auth/server-scope";
import { db } from "@/lib/db";
import { fail, ok, type Result } from "@/lib/errors";
import { readBindingDrift, sayBindingDrift } from "@/lib/iis/binding-drift";
import type { BindingWish } from "@/lib/iis/binding-wish";
import { classifyChanges } from "@/lib/iis/change-class";
import { diffSiteConfig, onlySectionsOf } from "@/lib/iis/diff";
import { passwordMarksSchema } from "@/lib/iis/password-drift";
import { readableChanges } from "@/lib/iis/readable-changes";
import { renderXml } from "@/lib/iis/render/xml";
import { type SiteConfig, siteConfigSchema } from "@/lib/iis/site-config";
import { describeDriftedPasswords } from "./drifted-passwords";
import { seesRestarts } from "./sees-restarts";
import { TARGET_COLUMNS, targetItem } from "./target-row";

/** What was deployed against what was last observed, on one target. Errors: `not-allowed`, `not-found`. */
export async function getDrift(actor: Actor, targetId: string): Promise<Result<Drift>> {
  const allowed = may(actor, "read");
  if (!allowed.ok) return allowed;
  const row =
    z.uuid().safeParse(targetId).success &&
    (await db().target.findUnique({
      where: { id: targetId, server: visibleServers(actor) },
      select: DETAIL,
    }));
  if (!row) return fail("not-found", "There is no such target.");
  const deployed = siteConfigSchema.safeParse(row.deployedRevision?.config).data ?? null;
  const reported = siteConfigSchema.safeParse(row.observed).data ?? null;
  const observed = deployed && reported && onlySectionsOf(deployed, reported);
  const last = await db().revision.findFirst({
    where: { siteConfigId: row.siteConfig.id },
    orderBy: { number: "desc" },
    select: { config: true },
  });
  const newest = siteConfigSchema.safeParse(last?.config).data ?? null;
  return ok({
    target: targetItem(row, Date.now()),
    passwords: await describeDriftedPasswords(
      row.passwordBaseline?.drifted,
      deployed,
      row.server.passwordHandling,
    ),
    passwordsCompared:
      row.passwordBaseline === null ? 0 : passwordMarksSchema.parse(row.passwordBaseline.marks).length,
    seesRestarts: await seesRestarts(db(), row.server.id),
    changes:
      deployed && observed
        ? [...classified(deployed, observed, newest), ...readBindingDrift(row.bindingDrift).map(ofBinding)]
        : [],
    deployedXml: deployed && renderXml(deployed, row.scope),
    observedXml: observed && renderXml(observed, row.scope),
  });
}

/** `newest`: the revision that was published last, for what is ours. */
function classified(deployed: SiteConfig, observed: SiteConfig, newest: SiteConfig | null) {
  const changes = diffSiteConfig(deployed, observed);
  const classes = classifyChanges(changes, newest ? diffSiteConfig(deployed, newest) : []);
  return readableChanges(changes).map((change, index) => ({
    ...change,
    class: classes[index] ?? ("corrective" as const),
  }));
}

function ofBinding(wish: BindingWish): Drift["changes"][number] {
  return { kind: "changed", section: "http.sys", text: sayBindingDrift(wish), class: "corrective" };
}

const DETAIL = {
  ...TARGET_COLUMNS,
  observed: true,
  server: { select: { ...TARGET_COLUMNS.server.select, passwordHandling: true } },
  passwordBaseline: { select: { drift: true, drifted: true, marks: true } },
  deployedRevision: { select: { number: true, config: true } },
} as const;
