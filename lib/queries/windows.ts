import { mutationOptions, queryOptions } from "@tanstack/react-query";
import { type SetWindows, windowsSchema } from "@/lib/api/windows";
import { request } from "@/lib/queries/request";

/** Of a server or of a group of servers: `servers` or `server-groups` and its id. */
const pathOf = (kind: string, id: string) => `/api/v1/${kind}/${id}/windows`;

export const windowQueries = {
  of: (kind: "servers" | "server-groups", id: string) =>
    queryOptions({
      queryKey: [kind, id, "windows"],
      queryFn: ({ signal }) => request(windowsSchema, pathOf(kind, id), { signal }),
    }),
};

export const windowMutations = {
  set: (kind: "servers" | "server-groups", id: string) =>
    mutationOptions({
      mutationFn: (body: SetWindows) => request(windowsSchema, pathOf(kind, id), { method: "PUT", body }),
    }),
};
