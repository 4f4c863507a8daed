import { mutationOptions, queryOptions } from "@tanstack/react-query";
import { type Doctor, doctorSchema, type StartTask, taskStartedSchema } from "@/lib/api/doctor";
import type { BindingWish } from "@/lib/iis/binding-wish";
import { request, send } from "@/lib/queries/request";

export function testKitUrl(serverId: string, site: string): string {
  return `/api/v1/servers/${serverId}/test-kit?${new URLSearchParams({ site })}`;
}

const isOpen = ({ tasks }: Doctor) => tasks.some(({ state }) => state === "queued" || state === "running");

export const doctorQueries = {
  /** Asked again every second while the agent owes an answer. */
  of: (serverId: string, site: string, initialData?: Doctor) =>
    queryOptions({
      queryKey: ["doctor", serverId, site],
      queryFn: ({ signal }) =>
        request(doctorSchema, `/api/v1/servers/${serverId}/doctor?${new URLSearchParams({ site })}`, {
          signal,
        }),
      initialData,
      refetchInterval: ({ state }) => (state.data && isOpen(state.data) ? 1_000 : 10_000),
    }),
};

export const doctorMutations = {
  ask: (serverId: string) =>
    mutationOptions({
      mutationFn: (body: StartTask) =>
        request(taskStartedSchema, `/api/v1/servers/${serverId}/tasks`, { method: "POST", body }),
    }),
  fixDraft: (targetId: string) =>
    mutationOptions({
      mutationFn: async (check: string) => {
        await send(`/api/v1/targets/${targetId}/draft-fixes`, { method: "POST", body: { check } });
      },
    }),
  setBindingFlags: (targetId: string) =>
    mutationOptions({
      mutationFn: async (wishes: BindingWish[]) => {
        await send(`/api/v1/targets/${targetId}/binding-flags`, { method: "PUT", body: { wishes } });
      },
    }),
  setProbe: (targetId: string) =>
    mutationOptions({
      mutationFn: async (probe: "off" | "withoutCertificate") => {
        await send(`/api/v1/targets/${targetId}/probe`, { method: "PUT", body: { probe } });
      },
    }),
};
