import { keepPreviousData, mutationOptions, type QueryClient, queryOptions } from "@tanstack/react-query";
import {
  type AddManyToOne,
  type ManyToOneList,
  type MatchQuestion,
  manyToOneListSchema,
  matchesSchema,
  type UpdateManyToOne,
} from "@/lib/api/many-to-one";
import { request } from "@/lib/queries/request";

const path = (siteConfigId: string) => `/api/v1/site-configs/${siteConfigId}/many-to-one-mappings`;

export const manyToOneQueries = {
  list: (siteConfigId: string) =>
    queryOptions({
      queryKey: ["mappings", "many-to-one", siteConfigId],
      queryFn: ({ signal }) => request(manyToOneListSchema, path(siteConfigId), { signal }),
    }),
  /** A mapping as it is being typed, asked of the draft at this version. The answer before stays until the next is there. */
  matches: (siteConfigId: string, version: number, question: MatchQuestion) =>
    queryOptions({
      queryKey: ["mappings", "matches", siteConfigId, version, question],
      queryFn: ({ signal }) =>
        request(matchesSchema, `${path(siteConfigId)}/matches`, { method: "POST", body: question, signal }),
      placeholderData: keepPreviousData,
    }),
};

/**
 * Each answers with the list that it makes, which takes the place of the one before at once. They run one after the other, and
 * each on the list that the one before made: quick moves do not get in each other's way.
 */
export function manyToOneMutations(siteConfigId: string, client: QueryClient) {
  const { queryKey } = manyToOneQueries.list(siteConfigId);
  const version = () => client.getQueryData(queryKey)?.version ?? 0;
  const shared = {
    scope: { id: `many-to-one ${siteConfigId}` },
    onSuccess: (list: ManyToOneList) => void client.setQueryData(queryKey, list),
  };
  const send = (to: string, method: "POST" | "PATCH" | "PUT" | "DELETE", body?: unknown) =>
    request(manyToOneListSchema, `${path(siteConfigId)}${to}`, { method, version: version(), body });
  return {
    add: mutationOptions({ mutationFn: (body: AddManyToOne) => send("", "POST", body), ...shared }),
    update: mutationOptions({
      mutationFn: ({ id, change }: { id: string; change: UpdateManyToOne }) =>
        send(`/${id}`, "PATCH", change),
      ...shared,
    }),
    remove: mutationOptions({ mutationFn: (id: string) => send(`/${id}`, "DELETE"), ...shared }),
    reorder: mutationOptions({
      mutationFn: (order: string[]) => send("/order", "PUT", { order }),
      ...shared,
    }),
  };
}
