import { mutationOptions } from "@tanstack/react-query";
import {
  type RemovalItem,
  type RemovalQuery,
  removalItemSchema,
  removalPageSchema,
} from "@/lib/api/removals";
import { type FilterOf, type Initial, pages } from "@/lib/queries/pages";
import { request } from "@/lib/queries/request";

const PATH = "/api/v1/removals";
export type RemovalFilter = FilterOf<RemovalQuery>;
type Seen = Pick<RemovalItem, "id" | "version">;

/** The console works on them by itself. */
const WATCH_MS = 5_000;

export const removalQueries = {
  list: (filter: RemovalFilter, initial?: Initial<RemovalFilter, RemovalItem>) => ({
    ...pages("removals", PATH, removalPageSchema, filter, initial),
    refetchInterval: WATCH_MS,
  }),
};

export const removalMutations = {
  change: () =>
    mutationOptions({
      mutationFn: ({ id, version, removeAt }: Seen & { removeAt: string }) =>
        request(removalItemSchema, `${PATH}/${id}`, { method: "PATCH", body: { removeAt }, version }),
    }),
  cancel: () =>
    mutationOptions({
      mutationFn: ({ id, version }: Seen) =>
        request(removalItemSchema, `${PATH}/${id}/cancel`, { method: "POST", body: {}, version }),
    }),
};
