import { parseInput } from "@/lib/api/parse";
import { createSiteConfigSchema, type SiteConfigItem } from "@/lib/api/site-configs";
import type { Actor } from "@/lib/auth/actor";
import { may } from "@/lib/auth/permissions";
import { fail, ok, type Result } from "@/lib/errors";
import { INITIAL_SETTINGS } from "@/lib/iis/build-site-config";
import { recordEvent } from "@/lib/services/audit/record";
import { transact } from "@/lib/services/audit/transaction";
import { SITE_CONFIG_COLUMNS, siteConfigItem } from "./row";

/** A new, empty draft. Errors: `not-allowed`, `invalid-input`, `already-exists`. */
export async function createSiteConfig(actor: Actor, input: unknown): Promise<Result<SiteConfigItem>> {
  const allowed = may(actor, "site-config.write");
  if (!allowed.ok) return allowed;
  const parsed = parseInput(createSiteConfigSchema, input);
  if (!parsed.ok) return parsed;
  const { name } = parsed.value;
  return transact(async (tx) => {
    if ((await tx.siteConfig.count({ where: { name } })) > 0)
      return fail("already-exists", `There is a site config "${name}" already. Choose another name.`, {
        field: "name",
      });
    const row = await tx.siteConfig.create({
      data: { name, settings: INITIAL_SETTINGS, createdBy: actor.name },
      select: SITE_CONFIG_COLUMNS,
    });
    await recordEvent(tx, actor, {
      action: "site-config.create",
      nounId: row.id,
      nounName: name,
      after: { name },
    });
    return ok(siteConfigItem(row));
  });
}
