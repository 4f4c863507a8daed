import { queryOptions } from "@tanstack/react-query";
import { personListSchema } from "@/lib/api/people";
import { request } from "@/lib/queries/request";

const PATH = "/api/v1/people";

export const personQueries = {
  all: () =>
    queryOptions({
      queryKey: ["people"],
      queryFn: ({ signal }) => request(personListSchema, PATH, { signal }),
    }),
};
