import { useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import type { DeploymentDetail } from "@/lib/api/deployments";
import { deploymentQueries, withNews } from "@/lib/queries/deployments";

/** Puts the deployment's events into its query while `live`, and tells whether they come; without them the caller has to ask. */
export function useDeploymentEvents(
  initial: DeploymentDetail,
  live: boolean,
  setOpen: (open: boolean) => void,
): void {
  const client = useQueryClient();
  useEffect(() => {
    if (!live) return;
    const { queryKey } = deploymentQueries.detail(initial.id);
    const source = new EventSource(`/api/v1/deployments/${initial.id}/events`);
    source.onmessage = ({ data }) => {
      const next = withNews(client.getQueryData(queryKey) ?? initial, String(data));
      if (next !== null) client.setQueryData(queryKey, next);
      setOpen(next !== null);
    };
    source.onerror = () => setOpen(false);
    return () => {
      source.close();
      setOpen(false);
    };
  }, [client, initial, live, setOpen]);
}
