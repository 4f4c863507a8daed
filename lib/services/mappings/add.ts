import { z } from "zod";
import { parseInput } from "@/lib/api/parse";
import { addMappingSchema, type MappingItem } from "@/lib/api/site-configs";
import type { Actor } from "@/lib/auth/actor";
import { may } from "@/lib/auth/permissions";
import { fail, ok, type Result } from "@/lib/errors";
import { recordEvent } from "@/lib/services/audit/record";
import { transact } from "@/lib/services/audit/transaction";
import { findParts } from "./parts";
import { MAPPING_COLUMNS, mappingEvidence, mappingItem } from "./row";

/** Maps a certificate to an account in a draft. Errors: `not-allowed`, `invalid-input`, `not-found`, `already-mapped`. */
export async function addMapping(
  actor: Actor,
  siteConfigId: string,
  input: unknown,
): Promise<Result<MappingItem>> {
  const allowed = may(actor, "site-config.write");
  if (!allowed.ok) return allowed;
  const parsed = parseInput(addMappingSchema, input);
  if (!parsed.ok) return parsed;
  const { name, ...wanted } = parsed.value;
  if (!z.uuid().safeParse(siteConfigId).success) return fail("not-found", "There is no such site config.");
  return transact(async (tx) => {
    const parts = await findParts(tx, { siteConfigId, ...wanted });
    if (!parts.ok) return parts;
    const row = await tx.oneToOneMapping.create({
      data: { ...wanted, siteConfigId, name: name || parts.value.certificateName, createdBy: actor.name },
      select: MAPPING_COLUMNS,
    });
    await tx.siteConfig.update({ where: { id: siteConfigId }, data: { version: { increment: 1 } } });
    const item = mappingItem(row);
    const nounName = `${item.name} in ${parts.value.siteConfigName}`;
    await recordEvent(tx, actor, {
      action: "mapping.add",
      nounId: item.id,
      nounName,
      after: mappingEvidence(item),
    });
    return ok(item);
  });
}
