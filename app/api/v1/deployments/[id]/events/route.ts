import { eventStream } from "@/app/api/_http/event-stream";
import { personRoute, reply } from "@/app/api/_http/person-route";
import { watchDeployment } from "@/lib/services/deployments/watch";

export const GET = personRoute<{ id: string }>(async ({ actor, params, signal }) => {
  const watched = await watchDeployment(actor, params.id, signal);
  return watched.ok ? eventStream(watched.value) : reply(watched);
});
