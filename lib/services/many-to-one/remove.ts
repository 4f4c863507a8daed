import type { ManyToOneList } from "@/lib/api/many-to-one";
import type { Actor } from "@/lib/auth/actor";
import { may } from "@/lib/auth/permissions";
import { ok, type Result } from "@/lib/errors";
import { recordEvent } from "@/lib/services/audit/record";
import { changeList, itemOf } from "./change-list";
import { manyToOneEvidence } from "./row";

/**
 * Takes a mapping out of a draft; servers keep it until the next push. Answers with the whole list.
 * Errors: `not-allowed`, `not-found`, `if-match-required`, `conflict`.
 */
export async function removeManyToOne(
  actor: Actor,
  siteConfigId: string,
  id: string,
  version: number | null,
): Promise<Result<ManyToOneList>> {
  const allowed = may(actor, "site-config.write");
  if (!allowed.ok) return allowed;
  return changeList({ siteConfigId, version, actor }, async ({ tx, draft, items }) => {
    const found = itemOf(items, id);
    if (!found.ok) return found;
    await draft.manyToOne.remove([id]);
    await recordEvent(tx, actor, {
      action: "mapping.remove",
      nounId: id,
      nounName: `${found.value.name} in ${draft.siteConfig.name}`,
      before: { ...manyToOneEvidence(found.value), place: items.indexOf(found.value) + 1 },
    });
    return ok(`Remove the mapping ${found.value.name}`);
  });
}
