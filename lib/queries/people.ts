import { mutationOptions, queryOptions } from "@tanstack/react-query";
import {
  type InvitePerson,
  type PersonItem,
  personItemSchema,
  personLinkSchema,
  personListSchema,
  type UpdatePerson,
} from "@/lib/api/people";
import { request, send } from "@/lib/queries/request";

const PATH = "/api/v1/people";

export const personQueries = {
  all: (initialData?: { items: PersonItem[] }) =>
    queryOptions({
      queryKey: ["people"],
      queryFn: ({ signal }) => request(personListSchema, PATH, { signal }),
      initialData,
    }),
};

export const personMutations = {
  /** The link is shown once and not remembered. */
  invite: () =>
    mutationOptions({
      mutationFn: (body: InvitePerson) => request(personLinkSchema, PATH, { method: "POST", body }),
      gcTime: 0,
    }),
  makeLink: (id: string) =>
    mutationOptions({
      mutationFn: () => request(personLinkSchema, `${PATH}/${id}/links`, { method: "POST", body: {} }),
      gcTime: 0,
    }),
  update: (id: string) =>
    mutationOptions({
      mutationFn: (body: UpdatePerson) =>
        request(personItemSchema, `${PATH}/${id}`, { method: "PATCH", body }),
    }),
  endSessions: (id: string) =>
    mutationOptions({
      mutationFn: async () => {
        await send(`${PATH}/${id}/sessions`, { method: "DELETE" });
      },
    }),
};
