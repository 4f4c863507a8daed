import type { MappingItem } from "@/lib/api/site-configs";
import type { Actor } from "@/lib/auth/actor";
import { may } from "@/lib/auth/permissions";
import type { Result } from "@/lib/errors";
import { recordEvent } from "@/lib/services/audit/record";
import { transact } from "@/lib/services/audit/transaction";
import { changeDraft } from "@/lib/services/drafts/change";
import { findMapping } from "./find";
import { mappingEvidence } from "./row";

/**
 * Takes a mapping out of a draft; servers keep it until the next push. It answers what it was.
 * Errors: `not-allowed`, `not-found`, `conflict`.
 */
export async function removeMapping(
  actor: Actor,
  siteConfigId: string,
  id: string,
  version: number | null = null,
): Promise<Result<MappingItem>> {
  const allowed = may(actor, "site-config.write");
  if (!allowed.ok) return allowed;
  const label = (item: MappingItem) => `Remove the mapping ${item.name}`;
  const options = { siteConfigId, version, mayOmitVersion: true, label, actor };
  return transact((tx) =>
    changeDraft(tx, options, async ({ siteConfig, oneToOne }) => {
      const found = await findMapping(tx, siteConfigId, id);
      if (!found.ok) return found;
      await oneToOne.remove([id]);
      await recordEvent(tx, actor, {
        action: "mapping.remove",
        nounId: id,
        nounName: `${found.value.name} in ${siteConfig.name}`,
        before: mappingEvidence(found.value),
      });
      return found;
    }),
  );
}
