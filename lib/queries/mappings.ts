import { mutationOptions, queryOptions } from "@tanstack/react-query";
import {
  type BulkMappings,
  bulkResultSchema,
  type MappingTable,
  mappingFindingsSchema,
  mappingTableSchema,
} from "@/lib/api/mapping-table";
import { type AddMapping, mappingItemSchema, type UpdateMapping } from "@/lib/api/site-configs";
import { marksOf, unpackMappings } from "@/lib/queries/mapping-rows";
import { request } from "@/lib/queries/request";

const path = (siteConfigId: string) => `/api/v1/site-configs/${siteConfigId}/mappings`;

export const mappingQueries = {
  /** The whole list, sorted and filtered in the browser. */
  table: (siteConfigId: string, initialData?: MappingTable) =>
    queryOptions({
      queryKey: ["mappings", "table", siteConfigId],
      queryFn: ({ signal }) => request(mappingTableSchema, `${path(siteConfigId)}/table`, { signal }),
      select: unpackMappings,
      initialData,
    }),
  /** The linter's findings on single mappings, of the draft at this version. */
  findings: (siteConfigId: string, version: number) =>
    queryOptions({
      queryKey: ["mappings", "findings", siteConfigId, version],
      queryFn: ({ signal }) => request(mappingFindingsSchema, `${path(siteConfigId)}/findings`, { signal }),
      select: marksOf,
      meta: { ofOneVersion: true },
    }),
};

/** `version` is the one that the person saw; the answer is `conflict` when it is not the last any more. */
export const mappingMutations = {
  add: (siteConfigId: string) =>
    mutationOptions({
      mutationFn: (body: AddMapping) =>
        request(mappingItemSchema, path(siteConfigId), { method: "POST", body }),
    }),
  update: (siteConfigId: string) =>
    mutationOptions({
      mutationFn: ({ id, version, change }: { id: string; version: number; change: UpdateMapping }) =>
        request(mappingItemSchema, `${path(siteConfigId)}/${id}`, { method: "PATCH", version, body: change }),
    }),
  bulk: (siteConfigId: string) =>
    mutationOptions({
      mutationFn: ({ version, change }: { version: number; change: BulkMappings }) =>
        request(bulkResultSchema, `${path(siteConfigId)}/bulk`, { method: "POST", version, body: change }),
    }),
};
