import type { Actor } from "@/lib/auth/actor";
import { may } from "@/lib/auth/permissions";
import { ok, type Result } from "@/lib/errors";
import { recordEvent } from "@/lib/services/audit/record";
import { transact } from "@/lib/services/audit/transaction";
import { findMapping } from "./find";
import { mappingEvidence } from "./row";

/** Takes a mapping out of a draft; servers keep it until the next push. Errors: `not-allowed`, `not-found`. */
export async function removeMapping(actor: Actor, siteConfigId: string, id: string): Promise<Result<null>> {
  const allowed = may(actor, "site-config.write");
  if (!allowed.ok) return allowed;
  return transact(async (tx) => {
    const found = await findMapping(tx, siteConfigId, id);
    if (!found.ok) return found;
    const { item, siteConfigName } = found.value;
    await tx.oneToOneMapping.delete({ where: { id } });
    await tx.siteConfig.update({ where: { id: siteConfigId }, data: { version: { increment: 1 } } });
    const nounName = `${item.name} in ${siteConfigName}`;
    await recordEvent(tx, actor, {
      action: "mapping.remove",
      nounId: id,
      nounName,
      before: mappingEvidence(item),
    });
    return ok(null);
  });
}
