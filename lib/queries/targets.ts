import { mutationOptions, queryOptions } from "@tanstack/react-query";
import { type Drift, driftSchema, type SetTargetModes, targetModesSetSchema } from "@/lib/api/targets";
import { request } from "@/lib/queries/request";

export const targetQueries = {
  drift: (id: string, initialData?: Drift) =>
    queryOptions({
      queryKey: ["targets", id, "drift"],
      queryFn: ({ signal }) => request(driftSchema, `/api/v1/targets/${id}/drift`, { signal }),
      initialData,
    }),
};

export const targetMutations = {
  setModes: () =>
    mutationOptions({
      mutationFn: (body: SetTargetModes) =>
        request(targetModesSetSchema, "/api/v1/targets/modes", { method: "POST", body }),
    }),
};
