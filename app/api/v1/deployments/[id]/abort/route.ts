import { personRoute, reply } from "@/app/api/_http/person-route";
import { abortDeployment } from "@/lib/services/deployments/abort";

export const POST = personRoute<{ id: string }>(async ({ actor, params, json }) => {
  const body = await json();
  return reply(body.ok ? await abortDeployment(actor, params.id, body.value) : body);
});
