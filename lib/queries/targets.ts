import { mutationOptions, queryOptions } from "@tanstack/react-query";
import { z } from "zod";
import {
  type ConfirmRestart,
  type Drift,
  driftSchema,
  type ServerModes,
  type SetServerModes,
  type SetTargetModes,
  serverModesPlanSchema,
  targetModesSetSchema,
} from "@/lib/api/targets";
import { request } from "@/lib/queries/request";

export const targetQueries = {
  drift: (id: string, initialData?: Drift) =>
    queryOptions({
      queryKey: ["targets", id, "drift"],
      queryFn: ({ signal }) => request(driftSchema, `/api/v1/targets/${id}/drift`, { signal }),
      initialData,
    }),
  /** Counted anew for each dialog: what is confirmed must be what is there. */
  planServerModes: (body: ServerModes) =>
    queryOptions({
      queryKey: ["server-modes-plan", body],
      queryFn: ({ signal }) =>
        request(serverModesPlanSchema, "/api/v1/servers/modes/plan", { method: "POST", body, signal }),
      gcTime: 0,
    }),
};

export const targetMutations = {
  setServerModes: () =>
    mutationOptions({
      mutationFn: (body: SetServerModes) =>
        request(targetModesSetSchema, "/api/v1/servers/modes", { method: "POST", body }),
    }),
  setModes: () =>
    mutationOptions({
      mutationFn: (body: SetTargetModes) =>
        request(targetModesSetSchema, "/api/v1/targets/modes", { method: "POST", body }),
    }),
  confirmRestart: (id: string) =>
    mutationOptions({
      mutationFn: (body: ConfirmRestart) =>
        request(z.null(), `/api/v1/targets/${id}/restart-confirmations`, { method: "POST", body }),
    }),
};
