import { parseInput } from "@/lib/api/parse";
import { type MappingItem, updateMappingSchema } from "@/lib/api/site-configs";
import type { Actor } from "@/lib/auth/actor";
import { may } from "@/lib/auth/permissions";
import type { Result } from "@/lib/errors";
import { recordEvent } from "@/lib/services/audit/record";
import { transact } from "@/lib/services/audit/transaction";
import { changeDraft } from "@/lib/services/drafts/change";
import { findMapping } from "./find";
import { findParts } from "./parts";
import { mappingEvidence } from "./row";

/**
 * Changes name, account, certificate or enabled.
 * Errors: `not-allowed`, `invalid-input`, `not-found`, `conflict`, `already-mapped`, `account-not-granted`.
 */
export async function updateMapping(
  actor: Actor,
  siteConfigId: string,
  id: string,
  input: unknown,
  version: number | null = null,
): Promise<Result<MappingItem>> {
  const allowed = may(actor, "site-config.write");
  if (!allowed.ok) return allowed;
  const parsed = parseInput(updateMappingSchema, input);
  if (!parsed.ok) return parsed;
  const label = (item: MappingItem) => `Change the mapping ${item.name}`;
  const options = { siteConfigId, version, mayOmitVersion: true, label, actor };
  return transact((tx) =>
    changeDraft(tx, options, async ({ siteConfig, oneToOne }) => {
      const before = await findMapping(tx, siteConfigId, id);
      if (!before.ok) return before;
      const { account, certificate } = before.value;
      const certificateId = parsed.value.certificateId ?? certificate.id;
      const accountId = parsed.value.accountId ?? account.id;
      const parts = await findParts(tx, siteConfig, { certificateId, accountId, exceptMappingId: id });
      if (!parts.ok) return parts;
      const rows = await oneToOne.find([id]);
      await oneToOne.put(rows.map((row) => ({ ...row, ...parsed.value })));
      const after = await findMapping(tx, siteConfigId, id);
      if (!after.ok) return after;
      await recordEvent(tx, actor, {
        action: "mapping.update",
        nounId: id,
        nounName: `${after.value.name} in ${siteConfig.name}`,
        before: mappingEvidence(before.value),
        after: mappingEvidence(after.value),
      });
      return after;
    }),
  );
}
