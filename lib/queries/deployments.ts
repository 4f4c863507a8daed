import { mutationOptions, queryOptions } from "@tanstack/react-query";
import {
  type AbortDeployment,
  type DeploymentDetail,
  type DeploymentItem,
  type DeploymentQuery,
  deploymentDetailSchema,
  deploymentItemSchema,
  deploymentNewsSchema,
  deploymentPageSchema,
  deploymentPlanSchema,
  type PauseDeployment,
  type PlanDeployment,
  type RetryTargets,
  type RollBack,
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
  /** Asked again every second while it runs, where its events do not come (`watched`). */
  detail: (id: string, initialData?: DeploymentDetail, watched = false) =>
    queryOptions({
      queryKey: ["deployments", id],
      queryFn: ({ signal }) => request(deploymentDetailSchema, `${PATH}/${id}`, { signal }),
      initialData,
      refetchInterval: ({ state: { data } }) => {
        if (data && isLive(data)) return watched ? false : 1_000;
        // What other servers report of a shared configuration is no event of the deployment.
        return data?.jobs.some(({ readers }) => readers.some(({ state }) => state === "waiting"))
          ? 5_000
          : false;
      },
    }),
};

/** Does something of it still wait or run? */
export function isLive({ state, jobs }: DeploymentDetail): boolean {
  return (
    state === "pushing" ||
    state === "soaking" ||
    jobs.some((job) => job.state === "leased" || job.state === "queued")
  );
}

/** A message of the event stream put into what is known; null: it is not understood. */
export function withNews(known: DeploymentDetail, text: string): DeploymentDetail | null {
  const news = deploymentNewsSchema.safeParse(readJson(text)).data;
  if (news === undefined) return null;
  const changed = new Map(news.jobs.map((job) => [job.id, job]));
  return { ...news.deployment, jobs: known.jobs.map((job) => changed.get(job.id) ?? job) };
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

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
  rollBack: () =>
    mutationOptions({
      mutationFn: (body: RollBack) =>
        request(deploymentItemSchema, "/api/v1/rollbacks", { method: "POST", body }),
    }),
  pause: (id: string) =>
    mutationOptions({
      mutationFn: (body: PauseDeployment) =>
        request(deploymentItemSchema, `${PATH}/${id}/pause`, { method: "POST", body }),
    }),
  resume: (id: string) =>
    mutationOptions({
      mutationFn: () => request(deploymentItemSchema, `${PATH}/${id}/resume`, { method: "POST" }),
    }),
  abort: (id: string) =>
    mutationOptions({
      mutationFn: (body: AbortDeployment) =>
        request(deploymentItemSchema, `${PATH}/${id}/abort`, { method: "POST", body }),
    }),
  retry: (id: string) =>
    mutationOptions({
      mutationFn: (body: RetryTargets) =>
        request(deploymentItemSchema, `${PATH}/${id}/retry`, { method: "POST", body }),
    }),
};
