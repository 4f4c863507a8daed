import { mutationOptions } from "@tanstack/react-query";
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

const path = (siteConfigId: string) => `/api/v1/site-configs/${siteConfigId}/mappings`;
export type MappingFilter = FilterOf<MappingQuery>;

export const mappingQueries = {
  list: (siteConfigId: string, filter: MappingFilter, initial?: Initial<MappingFilter, MappingItem>) =>
    pages("mappings", path(siteConfigId), mappingPageSchema, filter, initial),
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
