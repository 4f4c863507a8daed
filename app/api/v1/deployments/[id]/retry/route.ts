import { personRoute, reply } from "@/app/api/_http/person-route";
import { retryTargets } from "@/lib/services/deployments/retry";

export const POST = personRoute<{ id: string }>(async ({ actor, params, json }) => {
  const body = await json();
  return reply(body.ok ? await retryTargets(actor, params.id, body.value) : body);
});
