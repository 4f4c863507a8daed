import { type DeploymentPlan, planDeploymentSchema } from "@/lib/api/deployments";
import { parseInput } from "@/lib/api/parse";
import type { Actor } from "@/lib/auth/actor";
import { may } from "@/lib/auth/permissions";
import { db } from "@/lib/db";
import { ok, type Result } from "@/lib/errors";
import { triesPassword } from "@/lib/iis/password-handling";
import type { SiteConfig } from "@/lib/iis/site-config";
import { heldCutOffs } from "@/lib/services/revisions/cut-offs-held";
import { rejected } from "@/lib/services/revisions/push";
import { readRevision } from "@/lib/services/revisions/read";
import { untriedPasswords } from "@/lib/services/revisions/untried-passwords";
import { planPlaces } from "./plan-places";

/** What a push would do, target by target; changes nothing. Errors: `not-allowed`, `invalid-input`, `not-found`, `stored-data-altered`, `server-out-of-scope`. */
export async function planDeployment(actor: Actor, input: unknown): Promise<Result<DeploymentPlan>> {
  const allowed = may(actor, "deployment.start");
  if (!allowed.ok) return allowed;
  const parsed = parseInput(planDeploymentSchema, input);
  if (!parsed.ok) return parsed;
  const { siteConfigId, targets } = parsed.value;
  const revision = await readRevision(db(), siteConfigId, parsed.value.revision);
  if (!revision.ok) return revision;
  const { row, config } = revision.value;
  const plans = await planPlaces(
    actor,
    siteConfigId,
    config,
    targets,
    row.rejection && rejected(row.number, row.rejection),
  );
  if (!plans.ok) return plans;
  const cutOffs = await heldCutOffs(db(), config);
  return ok({ targets: plans.value, cutOffs, untriedPasswords: await triedByOneFirst(config, targets) });
}

/** Accounts whose new password one of these places would try before the others. */
async function triedByOneFirst(
  config: SiteConfig,
  places: readonly { serverId: string }[],
): Promise<string[]> {
  const servers = await db().server.findMany({
    where: { id: { in: places.map(({ serverId }) => serverId) } },
    select: { id: true, passwordHandling: true },
  });
  const trying = new Set(
    servers.flatMap(({ id, passwordHandling }) => (triesPassword(passwordHandling) ? [id] : [])),
  );
  const several = places.filter(({ serverId }) => trying.has(serverId)).length > 1;
  return several ? untriedPasswords(db(), config) : [];
}
