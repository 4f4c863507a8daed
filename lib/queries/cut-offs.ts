import { mutationOptions, queryOptions } from "@tanstack/react-query";
import {
  type CutOffDetail,
  type CutOffItem,
  type CutOffPlan,
  type CutOffQuery,
  cutOffDetailSchema,
  cutOffItemSchema,
  cutOffPageSchema,
  cutOffPlanSchema,
  type LiftCutOff,
  type PlanCutOff,
  type RetryCutOff,
  type StartCutOff,
} from "@/lib/api/cut-offs";
import { type FilterOf, type Initial, pages } from "@/lib/queries/pages";
import { request } from "@/lib/queries/request";

const PATH = "/api/v1/cut-offs";
export type CutOffFilter = FilterOf<CutOffQuery>;

export const cutOffQueries = {
  list: (filter: CutOffFilter, initial?: Initial<CutOffFilter, CutOffItem>) => ({
    ...pages("cut-offs", PATH, cutOffPageSchema, filter, initial),
    refetchInterval: 5_000,
  }),
  /** Asked on demand: what a person looks at while he decides must not change under him. */
  plan: (subject: PlanCutOff, initialData: CutOffPlan) =>
    queryOptions({
      queryKey: ["cut-off-plan", subject.kind, subject.id],
      queryFn: ({ signal }) =>
        request(cutOffPlanSchema, `${PATH}/plan`, { method: "POST", body: subject, signal }),
      initialData,
      staleTime: Number.POSITIVE_INFINITY,
    }),
  /** Asked again every second until the last server is verified. */
  detail: (id: string, initialData: CutOffDetail) =>
    queryOptions({
      queryKey: ["cut-offs", id],
      queryFn: ({ signal }) => request(cutOffDetailSchema, `${PATH}/${id}`, { signal }),
      initialData,
      refetchInterval: (query) => (query.state.data?.finishedAt ? false : 1_000),
    }),
};

export const cutOffMutations = {
  start: () =>
    mutationOptions({
      mutationFn: (body: StartCutOff) => request(cutOffItemSchema, PATH, { method: "POST", body }),
    }),
  lift: (id: string) =>
    mutationOptions({
      mutationFn: (body: LiftCutOff) =>
        request(cutOffDetailSchema, `${PATH}/${id}/lift`, { method: "POST", body }),
    }),
  retry: (id: string) =>
    mutationOptions({
      mutationFn: (body: RetryCutOff) =>
        request(cutOffDetailSchema, `${PATH}/${id}/retries`, { method: "POST", body }),
    }),
};
