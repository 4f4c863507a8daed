import { addManyToOneSchema, type ManyToOneList } from "@/lib/api/many-to-one";
import { parseInput } from "@/lib/api/parse";
import type { Actor } from "@/lib/auth/actor";
import { may } from "@/lib/auth/permissions";
import { fail, ok, type Result } from "@/lib/errors";
import { recordEvent } from "@/lib/services/audit/record";
import { changeList, itemOf } from "./change-list";
import { checkAccount, checkName } from "./parts";
import { putOrder } from "./put-order";
import { manyToOneEvidence, readList } from "./row";

/**
 * Adds a mapping by rules to a draft, last or in front of another one. Answers with the whole list.
 * Errors: `not-allowed`, `invalid-input`, `not-found`, `if-match-required`, `conflict`, `already-exists`.
 */
export async function addManyToOne(
  actor: Actor,
  siteConfigId: string,
  input: unknown,
  version: number | null,
): Promise<Result<ManyToOneList>> {
  const allowed = may(actor, "site-config.write");
  if (!allowed.ok) return allowed;
  const parsed = parseInput(addManyToOneSchema, input);
  if (!parsed.ok) return parsed;
  const { before, ...wanted } = parsed.value;
  return changeList({ siteConfigId, version, actor }, async ({ tx, draft, items }) => {
    const free = checkName(items, wanted.name);
    if (!free.ok) return free;
    const account = await checkAccount(tx, wanted.accountId);
    if (!account.ok) return account;
    const place = before === null ? items.length : items.findIndex(({ id }) => id === before);
    if (place === -1)
      return fail("not-found", "The mapping that it should go in front of is not there any more.", {
        field: "before",
      });
    const rows = await draft.manyToOne.find(items.map(({ id }) => id));
    const last = Math.max(0, ...rows.map(({ position }) => position));
    const [added] = await draft.manyToOne.add([{ ...wanted, position: last + 1 }]);
    const ids = items.map(({ id }) => id);
    if (added) await putOrder(draft.manyToOne, [...ids.slice(0, place), added.id, ...ids.slice(place)]);
    const stored = itemOf((await readList(tx, siteConfigId))?.items ?? [], added?.id ?? "");
    if (!stored.ok) return stored;
    await recordEvent(tx, actor, {
      action: "mapping.add",
      nounId: stored.value.id,
      nounName: `${wanted.name} in ${draft.siteConfig.name}`,
      after: { ...manyToOneEvidence(stored.value), place: place + 1 },
    });
    return ok(`Add the mapping ${wanted.name}`);
  });
}
