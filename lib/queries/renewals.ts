import { mutationOptions, queryOptions } from "@tanstack/react-query";
import { type Replace, renewalPlanSchema, replaceAnswerSchema } from "@/lib/api/renewals";
import { request } from "@/lib/queries/request";

const PATH = "/api/v1/renewals";

export const renewalQueries = {
  /** What these certificates would replace. */
  plan: (ids: readonly string[]) =>
    queryOptions({
      queryKey: ["renewals", ids],
      queryFn: ({ signal }) =>
        request(renewalPlanSchema, `${PATH}/plan`, { method: "POST", body: { ids }, signal }),
      enabled: ids.length > 0,
    }),
};

export const renewalMutations = {
  replace: () =>
    mutationOptions({
      mutationFn: (body: Replace) => request(replaceAnswerSchema, PATH, { method: "POST", body }),
    }),
};
