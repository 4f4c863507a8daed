import { z } from "zod";

/** One page of a list. `total` counts all rows of the filter; `nextCursor` is null on the last page. */
export function pageOf<Item extends z.ZodType>(item: Item) {
  return z.object({ items: z.array(item), total: z.number().int(), nextCursor: z.string().nullable() });
}
export interface Page<Item> {
  items: Item[];
  total: number;
  nextCursor: string | null;
}

/** What a list's query asks for: one row more than the page has, behind the row that the cursor names. */
export function pageWindow({ cursor, limit }: { cursor?: string | undefined; limit: number }) {
  return { take: limit + 1, ...(cursor !== undefined && { cursor: { id: cursor }, skip: 1 }) };
}

/** The page of what was found; the row too many only tells that there is another one. */
export function cutPage<Row extends { id: string | bigint }, Item>(
  rows: readonly Row[],
  limit: number,
  total: number,
  item: (row: Row) => Item,
): Page<Item> {
  const kept = rows.slice(0, limit);
  const last = kept.at(-1);
  return { items: kept.map(item), total, nextCursor: last && rows.length > limit ? String(last.id) : null };
}

/** The database counts in 32 bits. */
export const COUNT_LIMIT = 2_147_483_647;
export const PAGE_LIMIT = 200;
export const pageQuery = {
  query: z.string().max(200, "Search for at most 200 characters.").default(""),
  /** The last row of the page before. */
  cursor: z.uuid("The cursor is not one of ours.").optional(),
  limit: z.coerce.number().int().min(1).max(PAGE_LIMIT).default(50),
};

/** The text as a search takes it literally: a backslash, as in CONTOSO\\svc, is no escape, and % and _ stand for themselves. */
export function literally(query: string): string {
  return query.replaceAll(/[\\%_]/g, "\\$&");
}

export const instant = z.iso.datetime();
export const digestSchema = z.string().regex(/^[0-9a-f]{64}$/, "A digest has 64 hexadecimal digits.");
