import { parseInput } from "@/lib/api/parse";
import { addMappingSchema, type MappingItem } from "@/lib/api/site-configs";
import type { Actor } from "@/lib/auth/actor";
import { may } from "@/lib/auth/permissions";
import { ok, type Result } from "@/lib/errors";
import { recordEvent } from "@/lib/services/audit/record";
import { transact } from "@/lib/services/audit/transaction";
import { changeDraft } from "@/lib/services/drafts/change";
import { findParts } from "./parts";
import { MAPPING_COLUMNS, mappingEvidence, mappingItem } from "./row";

/** Maps a certificate to an account in a draft. Errors: `not-allowed`, `invalid-input`, `not-found`, `conflict`, `already-mapped`, `account-not-granted`. */
export async function addMapping(
  actor: Actor,
  siteConfigId: string,
  input: unknown,
  version: number | null = null,
): Promise<Result<MappingItem>> {
  const allowed = may(actor, "site-config.write");
  if (!allowed.ok) return allowed;
  const parsed = parseInput(addMappingSchema, input);
  if (!parsed.ok) return parsed;
  const { name, ...wanted } = parsed.value;
  const label = (item: MappingItem) => `Add the mapping ${item.name}`;
  const options = { siteConfigId, version, mayOmitVersion: true, label, actor };
  return transact((tx) =>
    changeDraft(tx, options, async ({ siteConfig, oneToOne }) => {
      const parts = await findParts(tx, siteConfig, wanted);
      if (!parts.ok) return parts;
      const [row] = await oneToOne.add([{ ...wanted, name: name || parts.value.certificateName }]);
      const stored = await tx.oneToOneMapping.findUniqueOrThrow({
        where: { id: row?.id },
        select: MAPPING_COLUMNS,
      });
      const item = mappingItem(stored);
      await recordEvent(tx, actor, {
        action: "mapping.add",
        nounId: item.id,
        nounName: `${item.name} in ${siteConfig.name}`,
        after: mappingEvidence(item),
      });
      return ok(item);
    }),
  );
}
