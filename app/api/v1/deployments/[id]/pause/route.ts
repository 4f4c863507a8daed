import { personRoute, reply } from "@/app/api/_http/person-route";
import { pauseDeployment } from "@/lib/services/deployments/pause";

export const POST = personRoute<{ id: string }>(async ({ actor, params, json }) => {
  const body = await json();
  return reply(body.ok ? await pauseDeployment(actor, params.id, body.value) : body);
});
