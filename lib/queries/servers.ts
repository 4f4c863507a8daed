import { mutationOptions, queryOptions } from "@tanstack/react-query";
import {
  type CreateEnrolmentToken,
  enrolmentTokenAnswerSchema,
  type ServerDetail,
  type ServerItem,
  type ServerQuery,
  serverDetailSchema,
  serverPageSchema,
  serverPlacesSchema,
  serverQuerySchema,
} from "@/lib/api/servers";
import { filterOf } from "@/lib/queries/filter-of";
import { type FilterOf, type Initial, pages } from "@/lib/queries/pages";
import { request, send } from "@/lib/queries/request";

const PATH = "/api/v1/servers";
export type ServerFilter = FilterOf<ServerQuery>;

export const serverQueries = {
  list: (filter: Partial<ServerFilter>, initial?: Initial<ServerFilter, ServerItem>) => ({
    ...pages("servers", PATH, serverPageSchema, filterOf(serverQuerySchema, filter), initial),
    refetchInterval: 5_000,
  }),
  places: (filter: { siteConfigId: string; query: string; group: string }) =>
    queryOptions({
      queryKey: ["servers", "places", filter],
      queryFn: ({ signal }) =>
        request(serverPlacesSchema, `${PATH}/places?${new URLSearchParams(filter)}`, { signal }),
    }),
  detail: (id: string, initialData?: ServerDetail) =>
    queryOptions({
      queryKey: ["servers", id],
      queryFn: ({ signal }) => request(serverDetailSchema, `${PATH}/${id}`, { signal }),
      initialData,
      refetchInterval: 5_000,
    }),
};

/** Approve, reject and revoke answer nothing that a page needs: it asks for the server again. */
async function decide(id: string, verb: "approve" | "reject" | "revoke", body?: unknown): Promise<void> {
  await send(`${PATH}/${id}/${verb}`, { method: "POST", body: body ?? {} });
}

export const serverMutations = {
  createEnrolmentToken: () =>
    mutationOptions({
      mutationFn: (body: CreateEnrolmentToken) =>
        request(enrolmentTokenAnswerSchema, "/api/v1/enrolment-tokens", { method: "POST", body }),
      // The token is shown once and not remembered.
      gcTime: 0,
    }),
  reEnrol: (id: string) =>
    mutationOptions({
      mutationFn: (minutes: number) =>
        request(enrolmentTokenAnswerSchema, `${PATH}/${id}/re-enrolments`, {
          method: "POST",
          body: { minutes },
        }),
      // The token is shown once and not remembered.
      gcTime: 0,
    }),
  approve: (id: string) =>
    mutationOptions({ mutationFn: (fingerprint: string) => decide(id, "approve", { fingerprint }) }),
  reject: (id: string) => mutationOptions({ mutationFn: () => decide(id, "reject") }),
  revoke: (id: string) => mutationOptions({ mutationFn: () => decide(id, "revoke") }),
  setGroups: (id: string) =>
    mutationOptions({
      mutationFn: async (groupIds: string[]) => {
        await send(`${PATH}/${id}/groups`, { method: "PUT", body: { groupIds } });
      },
    }),
  setTags: (id: string) =>
    mutationOptions({
      mutationFn: async (tags: string[]) => {
        await send(`${PATH}/${id}/tags`, { method: "PUT", body: { tags } });
      },
    }),
  /** Lets this server write the configuration that it shares with others. */
  chooseWriter: (id: string) =>
    mutationOptions({
      mutationFn: async (folder: string) => {
        await send(`${PATH}/${id}/shared-writer`, { method: "PUT", body: { folder } });
      },
    }),
  startSample: () =>
    mutationOptions({
      mutationFn: async () => {
        await send("/api/v1/sample-server", { method: "POST", body: {} });
      },
    }),
};
