import { mutationOptions, queryOptions } from "@tanstack/react-query";
import {
  type ServerGroupInput,
  type ServerGroupItem,
  serverGroupListSchema,
  serverGroupSchema,
} from "@/lib/api/server-groups";
import { request, send } from "@/lib/queries/request";

const PATH = "/api/v1/server-groups";

export const serverGroupQueries = {
  all: (initialData?: { items: ServerGroupItem[] }) =>
    queryOptions({
      queryKey: ["server-groups"],
      queryFn: ({ signal }) => request(serverGroupListSchema, PATH, { signal }),
      initialData,
    }),
};

export const serverGroupMutations = {
  /** Makes a group, or changes the one with this id. */
  save: (id?: string) =>
    mutationOptions({
      mutationFn: (body: ServerGroupInput) =>
        id === undefined
          ? request(serverGroupSchema, PATH, { method: "POST", body })
          : request(serverGroupSchema, `${PATH}/${id}`, { method: "PATCH", body }),
    }),
  remove: (id: string) =>
    mutationOptions({
      mutationFn: async () => {
        await send(`${PATH}/${id}`, { method: "DELETE" });
      },
    }),
};
