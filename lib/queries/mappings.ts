import { mutationOptions, queryOptions } from "@tanstack/react-query";
import type { z } from "zod";
import { PAGE_LIMIT } from "@/lib/api/page";
import {
  type AddMapping,
  type MappingItem,
  type MappingQuery,
  mappingItemSchema,
  mappingPageSchema,
  type UpdateMapping,
} from "@/lib/api/site-configs";
import { type FilterOf, type Initial, pages } from "@/lib/queries/pages";
import { request, send } from "@/lib/queries/request";
import { searchParams } from "@/lib/queries/search-params";

const path = (siteConfigId: string) => `/api/v1/site-configs/${siteConfigId}/mappings`;
export type MappingFilter = FilterOf<MappingQuery>;

export const mappingQueries = {
  list: (siteConfigId: string, filter: MappingFilter, initial?: Initial<MappingFilter, MappingItem>) =>
    pages("mappings", path(siteConfigId), mappingPageSchema, filter, initial),
  /** Every mapping of the draft at this version, for a comparison with a revision. */
  all: (siteConfigId: string, version: number) =>
    queryOptions({
      queryKey: ["mappings", "all", siteConfigId, version],
      queryFn: async ({ signal }) => {
        const all: MappingItem[] = [];
        let cursor: string | null = null;
        do {
          const query: string = searchParams({ limit: PAGE_LIMIT, cursor });
          const page: z.infer<typeof mappingPageSchema> = await request(
            mappingPageSchema,
            `${path(siteConfigId)}${query}`,
            { signal },
          );
          all.push(...page.items);
          cursor = page.nextCursor;
        } while (cursor !== null);
        return all;
      },
    }),
};

export const mappingMutations = {
  add: (siteConfigId: string) =>
    mutationOptions({
      mutationFn: (body: AddMapping) =>
        request(mappingItemSchema, path(siteConfigId), { method: "POST", body }),
    }),
  update: (siteConfigId: string) =>
    mutationOptions({
      mutationFn: ({ id, change }: { id: string; change: UpdateMapping }) =>
        request(mappingItemSchema, `${path(siteConfigId)}/${id}`, { method: "PATCH", body: change }),
    }),
  remove: (siteConfigId: string) =>
    mutationOptions({
      mutationFn: async (id: string) => {
        await send(`${path(siteConfigId)}/${id}`, { method: "DELETE" });
      },
    }),
};
