import { mutationOptions } from "@tanstack/react-query";
import type { AcceptFinding, FindingKey } from "@/lib/api/findings";
import { send } from "@/lib/queries/request";

const path = (siteConfigId: string) => `/api/v1/site-configs/${siteConfigId}/findings`;

export const findingMutations = {
  /** One step of the draft; `version` is the one that the person saw. */
  fix: (siteConfigId: string) =>
    mutationOptions({
      mutationFn: async ({ version, ...body }: FindingKey & { version: number }) => {
        await send(`${path(siteConfigId)}/fix`, { method: "POST", version, body });
      },
    }),
  accept: (siteConfigId: string) =>
    mutationOptions({
      mutationFn: async (body: AcceptFinding) => {
        await send(`${path(siteConfigId)}/acceptances`, { method: "POST", body });
      },
    }),
  withdraw: (siteConfigId: string) =>
    mutationOptions({
      mutationFn: async (body: FindingKey) => {
        await send(`${path(siteConfigId)}/acceptances`, { method: "DELETE", body });
      },
    }),
};
