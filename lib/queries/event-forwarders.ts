import { mutationOptions, queryOptions } from "@tanstack/react-query";
import {
  type CreateForwarder,
  type Forwarder,
  forwarderListSchema,
  forwarderMadeSchema,
} from "@/lib/api/event-forwarders";
import { request, send } from "@/lib/queries/request";

const PATH = "/api/v1/event-forwarders";

export const forwarderQueries = {
  list: (initialData?: { items: Forwarder[] }) =>
    queryOptions({
      queryKey: ["event-forwarders"],
      queryFn: ({ signal }) => request(forwarderListSchema, PATH, { signal }),
      initialData,
      refetchInterval: 3_000,
    }),
};

export const forwarderMutations = {
  create: () =>
    mutationOptions({
      mutationFn: (body: CreateForwarder) => request(forwarderMadeSchema, PATH, { method: "POST", body }),
      // The secret is shown once and not remembered.
      gcTime: 0,
    }),
  setEnabled: (id: string) =>
    mutationOptions({
      mutationFn: async (enabled: boolean) => {
        await send(`${PATH}/${id}`, { method: "PATCH", body: { enabled } });
      },
    }),
  remove: (id: string) =>
    mutationOptions({
      mutationFn: async () => {
        await send(`${PATH}/${id}`, { method: "DELETE" });
      },
    }),
};
