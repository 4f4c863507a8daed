import { mutationOptions, queryOptions } from "@tanstack/react-query";
import {
  type ApiTokenItem,
  apiTokenListSchema,
  apiTokenMadeSchema,
  type CreateApiToken,
} from "@/lib/api/api-tokens";
import { request, send } from "@/lib/queries/request";

const PATH = "/api/v1/api-tokens";

export const apiTokenQueries = {
  list: (initialData?: { items: ApiTokenItem[] }) =>
    queryOptions({
      queryKey: ["api-tokens"],
      queryFn: ({ signal }) => request(apiTokenListSchema, PATH, { signal }),
      initialData,
    }),
};

export const apiTokenMutations = {
  create: () =>
    mutationOptions({
      mutationFn: (body: CreateApiToken) => request(apiTokenMadeSchema, PATH, { method: "POST", body }),
      // The token is shown once and not remembered.
      gcTime: 0,
    }),
  revoke: (id: string) =>
    mutationOptions({
      mutationFn: async () => {
        await send(`${PATH}/${id}/revoke`, { method: "POST", body: {} });
      },
    }),
};
