import { queryOptions } from "@tanstack/react-query";
import { type Overview, overviewSchema } from "@/lib/api/overview";
import { request } from "@/lib/queries/request";

export const overviewQueries = {
  overview: (initialData?: Overview) =>
    queryOptions({
      queryKey: ["overview"],
      queryFn: ({ signal }) => request(overviewSchema, "/api/v1/overview", { signal }),
      initialData,
      refetchInterval: 10_000,
    }),
};
