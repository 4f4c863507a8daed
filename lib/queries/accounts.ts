import { mutationOptions, queryOptions } from "@tanstack/react-query";
import {
  type AccountDetail,
  type AccountItem,
  type AccountQuery,
  accountDetailSchema,
  accountItemSchema,
  accountPageSchema,
  accountQuerySchema,
  type CreateAccount,
  type LimitAccount,
  type UpdateAccount,
} from "@/lib/api/accounts";
import { filterOf } from "@/lib/queries/filter-of";
import { type FilterOf, type Initial, pages } from "@/lib/queries/pages";
import { request, send } from "@/lib/queries/request";

const PATH = "/api/v1/accounts";
export type AccountFilter = FilterOf<AccountQuery>;

export const accountQueries = {
  list: (filter: Partial<AccountFilter>, initial?: Initial<AccountFilter, AccountItem>) =>
    pages("accounts", PATH, accountPageSchema, filterOf(accountQuerySchema, filter), initial),
  /** Asked again while a push brings its password somewhere. */
  detail: (id: string, initialData?: AccountDetail) =>
    queryOptions({
      queryKey: ["accounts", id],
      queryFn: ({ signal }) => request(accountDetailSchema, `${PATH}/${id}`, { signal }),
      initialData,
      refetchInterval: ({ state }) =>
        state.data?.places.some(({ password }) => password === "pushing") ? 2_000 : false,
    }),
};

export const accountMutations = {
  create: () =>
    mutationOptions({
      mutationFn: (body: CreateAccount) => request(accountItemSchema, PATH, { method: "POST", body }),
      // A password must not outlive its request in the browser's memory of mutations.
      gcTime: 0,
    }),
  setPassword: (id: string) =>
    mutationOptions({
      mutationFn: async (password: string) => {
        await send(`${PATH}/${id}/password`, { method: "PUT", body: { password } });
      },
      gcTime: 0,
    }),
  update: (id: string) =>
    mutationOptions({
      mutationFn: ({ version, change }: { version: number; change: UpdateAccount }) =>
        request(accountDetailSchema, `${PATH}/${id}`, { method: "PATCH", body: change, version }),
    }),
  limit: (id: string) =>
    mutationOptions({
      mutationFn: ({ version, limits }: { version: number; limits: LimitAccount }) =>
        request(accountDetailSchema, `${PATH}/${id}/limits`, { method: "PUT", body: limits, version }),
    }),
  remove: () =>
    mutationOptions({
      mutationFn: async (id: string) => {
        await send(`${PATH}/${id}`, { method: "DELETE" });
      },
    }),
};
