import { mutationOptions, queryOptions } from "@tanstack/react-query";
import { z } from "zod";
import { type CreateSavedTest, savedTestsSchema, type UpdateSavedTest } from "@/lib/api/saved-tests";
import { request, send } from "@/lib/queries/request";

const path = (siteConfigId: string) => `/api/v1/site-configs/${siteConfigId}/saved-tests`;
const madeSchema = z.object({ id: z.uuid() });

export const savedTestQueries = {
  /** What comes of them under the draft at this version. */
  list: (siteConfigId: string, version: number) =>
    queryOptions({
      queryKey: ["saved-tests", siteConfigId, version],
      queryFn: ({ signal }) => request(savedTestsSchema, path(siteConfigId), { signal }),
    }),
};

export const savedTestMutations = {
  create: (siteConfigId: string) =>
    mutationOptions({
      mutationFn: (body: CreateSavedTest) =>
        request(madeSchema, path(siteConfigId), { method: "POST", body }),
    }),
  update: (siteConfigId: string) =>
    mutationOptions({
      mutationFn: ({ id, change }: { id: string; change: UpdateSavedTest }) =>
        request(madeSchema, `${path(siteConfigId)}/${id}`, { method: "PATCH", body: change }),
    }),
  remove: (siteConfigId: string) =>
    mutationOptions({
      mutationFn: async (id: string) => {
        await send(`${path(siteConfigId)}/${id}`, { method: "DELETE" });
      },
    }),
};
