import canonicalize from "canonicalize";
import { parseInput } from "@/lib/api/parse";
import { draftSettingsSchema, type SiteConfigItem, updateSiteConfigSchema } from "@/lib/api/site-configs";
import type { Actor } from "@/lib/auth/actor";
import { may } from "@/lib/auth/permissions";
import { fail, ok, type Result } from "@/lib/errors";
import { recordEvent } from "@/lib/services/audit/record";
import { transact } from "@/lib/services/audit/transaction";
import { changeDraft } from "@/lib/services/drafts/change";
import { lockDraft } from "@/lib/services/drafts/lock";
import { SITE_CONFIG_COLUMNS, siteConfigItem } from "./row";

/**
 * Changes name or settings of the draft. `version` is the one that the person saw.
 * Errors: `not-allowed`, `invalid-input`, `not-found`, `if-match-required`, `conflict`, `already-exists`.
 */
export async function updateSiteConfig(
  actor: Actor,
  id: string,
  version: number | null,
  input: unknown,
): Promise<Result<SiteConfigItem>> {
  const allowed = may(actor, "site-config.write");
  if (!allowed.ok) return allowed;
  const parsed = parseInput(updateSiteConfigSchema, input);
  if (!parsed.ok) return parsed;
  const { name, settings } = parsed.value;
  return transact(async (tx) => {
    const locked = await lockDraft(tx, actor, id, version);
    if (!locked.ok) return locked;
    const before = { name: locked.value.name, settings: draftSettingsSchema.parse(locked.value.settings) };
    if (name !== undefined && name !== before.name && (await tx.siteConfig.count({ where: { name } })) > 0)
      return fail("already-exists", `There is a site config "${name}" already. Choose another name.`, {
        field: "name",
      });
    const after = { name: name ?? before.name, settings: settings ?? before.settings };
    if (canonicalize(after) === canonicalize(before)) {
      const same = await tx.siteConfig.findUniqueOrThrow({ where: { id }, select: SITE_CONFIG_COLUMNS });
      return ok(siteConfigItem(same));
    }
    if (canonicalize(after.settings) === canonicalize(before.settings)) {
      await tx.siteConfig.update({ where: { id }, data: { version: { increment: 1 } } });
    } else {
      const label = "Change the settings";
      const changed = await changeDraft(tx, { siteConfigId: id, version, label, actor }, async (draft) => {
        await draft.setSettings(after.settings);
        return ok(null);
      });
      if (!changed.ok) return changed;
    }
    // The name is no part of what the draft holds: undo leaves it.
    const row = await tx.siteConfig.update({
      where: { id },
      data: { name: after.name },
      select: SITE_CONFIG_COLUMNS,
    });
    await recordEvent(tx, actor, {
      action: "site-config.update",
      nounId: id,
      nounName: after.name,
      before,
      after,
    });
    return ok(siteConfigItem(row));
  });
}
