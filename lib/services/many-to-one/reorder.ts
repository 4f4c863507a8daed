import { type ManyToOneItem, type ManyToOneList, orderSchema } from "@/lib/api/many-to-one";
import { parseInput } from "@/lib/api/parse";
import type { Actor } from "@/lib/auth/actor";
import { may } from "@/lib/auth/permissions";
import { fail, ok, type Result } from "@/lib/errors";
import { recordEvent } from "@/lib/services/audit/record";
import { changeList } from "./change-list";
import { putOrder } from "./put-order";

/**
 * Puts the whole list into another order, in one step. Answers with the whole list.
 * Errors: `not-allowed`, `invalid-input`, `not-found`, `if-match-required`, `conflict`.
 */
export async function reorderManyToOne(
  actor: Actor,
  siteConfigId: string,
  input: unknown,
  version: number | null,
): Promise<Result<ManyToOneList>> {
  const allowed = may(actor, "site-config.write");
  if (!allowed.ok) return allowed;
  const parsed = parseInput(orderSchema, input);
  if (!parsed.ok) return parsed;
  const { order } = parsed.value;
  return changeList({ siteConfigId, version, actor }, async ({ tx, draft, items }) => {
    const byId = new Map(items.map((item) => [item.id, item]));
    const after = order.flatMap((id) => byId.get(id) ?? []);
    if (order.length !== items.length || new Set(after).size !== items.length)
      return fail("invalid-input", "The order must name each mapping of the draft once.", { field: "order" });
    await putOrder(draft.manyToOne, order);
    await recordEvent(tx, actor, {
      action: "draft.reorder",
      nounId: siteConfigId,
      nounName: draft.siteConfig.name,
      before: { manyToOneMappings: items.map(({ name }) => name) },
      after: { manyToOneMappings: after.map(({ name }) => name) },
    });
    const moved = movedOne(items, after);
    if (moved === undefined) return ok("Reorder the many-to-one mappings");
    return ok(`Move the mapping ${moved.name} to place ${after.indexOf(moved) + 1}`);
  });
}

/** The one mapping whose move alone makes the new order, where one is enough. */
function movedOne(before: readonly ManyToOneItem[], after: readonly ManyToOneItem[]) {
  const first = before.findIndex((item, place) => item !== after[place]);
  return [after[first], before[first]].find((moved) => {
    const rest = after.filter((item) => item !== moved);
    return moved && before.filter((item) => item !== moved).every((item, place) => item === rest[place]);
  });
}
