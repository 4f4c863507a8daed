import {
  ACCOUNT_NEEDED,
  type ManyToOneList,
  type UpdateManyToOne,
  updateManyToOneSchema,
} from "@/lib/api/many-to-one";
import { parseInput } from "@/lib/api/parse";
import type { Actor } from "@/lib/auth/actor";
import { may } from "@/lib/auth/permissions";
import { fail, ok, type Result } from "@/lib/errors";
import { recordEvent } from "@/lib/services/audit/record";
import { changeList, itemOf, noMapping } from "./change-list";
import { checkAccount, checkName } from "./parts";
import { manyToOneEvidence, readList } from "./row";

/**
 * Changes what is named of a mapping; its place stays. Answers with the whole list.
 * Errors: `not-allowed`, `invalid-input`, `not-found`, `if-match-required`, `conflict`, `already-exists`.
 */
export async function updateManyToOne(
  actor: Actor,
  siteConfigId: string,
  id: string,
  input: unknown,
  version: number | null,
): Promise<Result<ManyToOneList>> {
  const allowed = may(actor, "site-config.write");
  if (!allowed.ok) return allowed;
  const parsed = parseInput(updateManyToOneSchema, input);
  if (!parsed.ok) return parsed;
  return changeList({ siteConfigId, version, actor }, async ({ tx, draft, items }) => {
    const before = itemOf(items, id);
    if (!before.ok) return before;
    const [row] = await draft.manyToOne.find([id]);
    if (row === undefined) return noMapping();
    const wanted = { ...row, ...parsed.value };
    if (wanted.permissionMode === "Allow" && wanted.accountId === null)
      return fail("invalid-input", ACCOUNT_NEEDED, { field: "accountId" });
    const free = checkName(
      items.filter((item) => item.id !== id),
      wanted.name,
    );
    if (!free.ok) return free;
    const account = await checkAccount(tx, wanted.accountId);
    if (!account.ok) return account;
    await draft.manyToOne.put([wanted]);
    const after = itemOf((await readList(tx, siteConfigId))?.items ?? [], id);
    if (!after.ok) return after;
    await recordEvent(tx, actor, {
      action: "mapping.update",
      nounId: id,
      nounName: `${wanted.name} in ${draft.siteConfig.name}`,
      before: manyToOneEvidence(before.value),
      after: manyToOneEvidence(after.value),
    });
    return ok(`${verb(parsed.value)} the mapping ${wanted.name}`);
  });
}

function verb(change: UpdateManyToOne): string {
  const onlySwitch = Object.keys(change).length === 1 && change.enabled !== undefined;
  if (!onlySwitch) return "Change";
  return change.enabled ? "Enable" : "Disable";
}
