import { queryOptions } from "@tanstack/react-query";
import { serverTaskSchema } from "@/lib/api/tasks";
import { request } from "@/lib/queries/request";

export const taskQueries = {
  /** Asked again every second while the agent owes an answer; null: nothing was asked yet. */
  of: (serverId: string, taskId: string | null) =>
    queryOptions({
      queryKey: ["tasks", serverId, taskId],
      queryFn: ({ signal }) =>
        request(serverTaskSchema, `/api/v1/servers/${serverId}/tasks/${taskId}`, { signal }),
      enabled: taskId !== null,
      refetchInterval: ({ state }) => {
        const open = state.data === undefined || ["queued", "running"].includes(state.data.state);
        return open ? 1_000 : false;
      },
    }),
};
