import type { ManyToOneItem, ManyToOneList } from "@/lib/api/many-to-one";
import { fail, ok, type Result } from "@/lib/errors";
import type { Prisma } from "@/lib/generated/prisma/client";
import { transact } from "@/lib/services/audit/transaction";
import { changeDraft, type DraftChangeOptions } from "@/lib/services/drafts/change";
import type { DraftWriter } from "@/lib/services/drafts/writer";
import { readList } from "./row";

export interface ListChange {
  tx: Prisma.TransactionClient;
  draft: DraftWriter;
  /** As it is before the change, first to last. */
  items: ManyToOneItem[];
}

/**
 * One change of the list as one step of the draft, answered with the list and the version that it makes.
 * Errors: `not-found`, `if-match-required`, `conflict`, and those of `run`, which answers with the words for Undo.
 */
export function changeList(
  options: Omit<DraftChangeOptions<string>, "label">,
  run: (change: ListChange) => Promise<Result<string>>,
): Promise<Result<ManyToOneList>> {
  return transact(async (tx) => {
    const changed = await changeDraft<string>(tx, { ...options, label: (words) => words }, async (draft) => {
      const before = await readList(tx, options.siteConfigId);
      return run({ tx, draft, items: before?.items ?? [] });
    });
    if (!changed.ok) return changed;
    const after = await readList(tx, options.siteConfigId);
    return after ? ok(after) : fail("not-found", "There is no such site config. It may have been deleted.");
  });
}

/** Error `not-found`. */
export function itemOf(items: readonly ManyToOneItem[], id: string): Result<ManyToOneItem> {
  const item = items.find((each) => each.id === id);
  return item ? ok(item) : noMapping();
}

export function noMapping() {
  return fail("not-found", "There is no such mapping. It may have been removed already.");
}
