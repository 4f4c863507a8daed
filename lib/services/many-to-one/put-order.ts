import type { ManyToOneRow } from "@/lib/services/drafts/rows";
import type { ListWriter } from "@/lib/services/drafts/writer";

/** Puts the mappings into this order, first to last; rows that keep their position are not written. */
export async function putOrder(list: ListWriter<ManyToOneRow>, order: readonly string[]): Promise<void> {
  const rows = await list.find([...order]);
  const byId = new Map(rows.map((row) => [row.id, row]));
  const positions = rows.map(({ position }) => position).sort((a, b) => a - b);
  const moved = order.flatMap((id, place) => {
    const row = byId.get(id);
    const position = positions[place];
    return row && position !== undefined && position !== row.position ? [{ ...row, position }] : [];
  });
  await list.put(moved);
}
