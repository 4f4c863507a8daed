import { personRoute, reply } from "@/app/api/_http/person-route";
import { planDeployment } from "@/lib/services/deployments/plan";

export const POST = personRoute(async ({ actor, json }) => {
  const body = await json();
  return reply(body.ok ? await planDeployment(actor, body.value) : body);
});
