import { parseInput } from "@/lib/api/parse";
import { type MappingItem, type UpdateMapping, updateMappingSchema } from "@/lib/api/site-configs";
import type { Actor } from "@/lib/auth/actor";
import { may } from "@/lib/auth/permissions";
import { ok, type Result } from "@/lib/errors";
import { recordEvent } from "@/lib/services/audit/record";
import { transact } from "@/lib/services/audit/transaction";
import { findMapping } from "./find";
import { findParts } from "./parts";
import { MAPPING_COLUMNS, mappingEvidence, mappingItem } from "./row";

/** Changes name, account, certificate or enabled. Errors: `not-allowed`, `invalid-input`, `not-found`, `already-mapped`. */
export async function updateMapping(
  actor: Actor,
  siteConfigId: string,
  id: string,
  input: unknown,
): Promise<Result<MappingItem>> {
  const allowed = may(actor, "site-config.write");
  if (!allowed.ok) return allowed;
  const parsed = parseInput(updateMappingSchema, input);
  if (!parsed.ok) return parsed;
  return transact(async (tx) => {
    const found = await findMapping(tx, siteConfigId, id);
    if (!found.ok) return found;
    const { item: before, siteConfigName } = found.value;
    const certificateId = parsed.value.certificateId ?? before.certificate.id;
    const accountId = parsed.value.accountId ?? before.account.id;
    const parts = await findParts(tx, { siteConfigId, certificateId, accountId, exceptMappingId: id });
    if (!parts.ok) return parts;
    if (isUnchanged(before, parsed.value)) return ok(before);
    const row = await tx.oneToOneMapping.update({
      where: { id },
      data: parsed.value,
      select: MAPPING_COLUMNS,
    });
    await tx.siteConfig.update({ where: { id: siteConfigId }, data: { version: { increment: 1 } } });
    const item = mappingItem(row);
    await recordEvent(tx, actor, {
      action: "mapping.update",
      nounId: id,
      nounName: `${item.name} in ${siteConfigName}`,
      before: mappingEvidence(before),
      after: mappingEvidence(item),
    });
    return ok(item);
  });
}

/** A change that changes nothing raises no version: there would be a write without an event. */
function isUnchanged(item: MappingItem, { name, certificateId, accountId, enabled }: UpdateMapping): boolean {
  return (
    (name ?? item.name) === item.name &&
    (certificateId ?? item.certificate.id) === item.certificate.id &&
    (accountId ?? item.account.id) === item.account.id &&
    (enabled ?? item.enabled) === item.enabled
  );
}
