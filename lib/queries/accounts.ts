import { mutationOptions, queryOptions } from "@tanstack/react-query";
import {
  type AccountDetail,
  type AccountItem,
  type AccountQuery,
  accountDetailSchema,
  accountItemSchema,
  accountPageSchema,
  type CreateAccount,
} from "@/lib/api/accounts";
import { type FilterOf, type Initial, pages } from "@/lib/queries/pages";
import { request, send } from "@/lib/queries/request";

const PATH = "/api/v1/accounts";
export type AccountFilter = FilterOf<AccountQuery>;

export const accountQueries = {
  list: (filter: AccountFilter, initial?: Initial<AccountFilter, AccountItem>) =>
    pages("accounts", PATH, accountPageSchema, filter, initial),
  detail: (id: string, initialData?: AccountDetail) =>
    queryOptions({
      queryKey: ["accounts", id],
      queryFn: ({ signal }) => request(accountDetailSchema, `${PATH}/${id}`, { signal }),
      initialData,
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
  remove: () =>
    mutationOptions({
      mutationFn: async (id: string) => {
        await send(`${PATH}/${id}`, { method: "DELETE" });
      },
    }),
};
