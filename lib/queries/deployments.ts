import { mutationOptions, queryOptions } from "@tanstack/react-query";
import {
  type DeploymentDetail,
  type DeploymentItem,
  type DeploymentQuery,
  deploymentDetailSchema,
  deploymentItemSchema,
  deploymentPageSchema,
  deploymentPlanSchema,
  type PlanDeployment,
  type StartDeployment,
} from "@/lib/api/deployments";
import { type FilterOf, type Initial, pages } from "@/lib/queries/pages";
import { request } from "@/lib/queries/request";

const PATH = "/api/v1/deployments";
export type DeploymentFilter = FilterOf<DeploymentQuery>;

export const deploymentQueries = {
  list: (filter: DeploymentFilter, initial?: Initial<DeploymentFilter, DeploymentItem>) => ({
    ...pages("deployments", PATH, deploymentPageSchema, filter, initial),
    refetchInterval: 5_000,
  }),
  /** Asked again every second while it runs. */
  detail: (id: string, initialData?: DeploymentDetail) =>
    queryOptions({
      queryKey: ["deployments", id],
      queryFn: ({ signal }) => request(deploymentDetailSchema, `${PATH}/${id}`, { signal }),
      initialData,
      refetchInterval: (query) => (query.state.data?.state === "pushing" ? 1_000 : false),
    }),
};

export const deploymentMutations = {
  plan: () =>
    mutationOptions({
      mutationFn: (body: PlanDeployment) =>
        request(deploymentPlanSchema, `${PATH}/plan`, { method: "POST", body }),
      meta: { readsOnly: true },
    }),
  start: () =>
    mutationOptions({
      mutationFn: (body: StartDeployment) => request(deploymentItemSchema, PATH, { method: "POST", body }),
    }),
};
