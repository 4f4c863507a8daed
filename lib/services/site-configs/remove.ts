import type { Actor } from "@/lib/auth/actor";
import { may } from "@/lib/auth/permissions";
import { fail, ok, type Result } from "@/lib/errors";
import { recordEvent } from "@/lib/services/audit/record";
import { transact } from "@/lib/services/audit/transaction";
import { lockDraft } from "@/lib/services/drafts/lock";

/**
 * Deletes a draft that was never published; what was published stays as evidence.
 * Errors: `not-allowed`, `not-found`, `if-match-required`, `conflict`, `in-use`.
 */
export async function removeSiteConfig(
  actor: Actor,
  id: string,
  version: number | null,
): Promise<Result<null>> {
  const allowed = may(actor, "site-config.write");
  if (!allowed.ok) return allowed;
  return transact(async (tx) => {
    const locked = await lockDraft(tx, actor, id, version);
    if (!locked.ok) return locked;
    const { name } = locked.value;
    if ((await tx.revision.count({ where: { siteConfigId: id } })) > 0)
      return fail("in-use", `"${name}" has published revisions. They are evidence and stay.`);
    await tx.siteConfig.delete({ where: { id } });
    await recordEvent(tx, actor, {
      action: "site-config.delete",
      nounId: id,
      nounName: name,
      before: { name },
    });
    return ok(null);
  });
}
