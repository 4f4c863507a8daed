import { infiniteQueryOptions, keepPreviousData } from "@tanstack/react-query";
import type { z } from "zod";
import type { Page } from "@/lib/api/page";
import { request } from "@/lib/queries/request";
import { searchParams } from "@/lib/queries/search-params";

/** A list's filter: everything of its query but the cursor and the limit. */
export type FilterOf<Query> = Omit<Query, "cursor" | "limit">;

/** The page that the server rendered, and the filter that it answers. */
export interface Initial<Filter, Item> {
  filter: Filter;
  page: Page<Item>;
}

const PAGE_SIZE = 100;

/** A list by cursor. Rows of the filter before stay in sight (`isPlaceholderData`) until the new ones are there. */
export function pages<Item, Filter extends object>(
  noun: string,
  path: string,
  schema: z.ZodType<Page<Item>>,
  filter: Filter,
  initial?: Initial<Filter, Item>,
) {
  const same = initial !== undefined && JSON.stringify(initial.filter) === JSON.stringify(filter);
  return infiniteQueryOptions({
    queryKey: [noun, "list", path, filter] as const,
    queryFn: ({ pageParam, signal }) =>
      request(schema, `${path}${searchParams({ ...filter, limit: PAGE_SIZE, cursor: pageParam })}`, {
        signal,
      }),
    initialPageParam: null as string | null,
    getNextPageParam: (last: Page<Item>) => last.nextCursor,
    initialData: same ? () => ({ pages: [initial.page], pageParams: [null] }) : undefined,
    placeholderData: keepPreviousData,
  });
}
