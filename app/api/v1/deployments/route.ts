import { personRoute, reply } from "@/app/api/_http/person-route";
import { listDeployments } from "@/lib/services/deployments/list";
import { startDeployment } from "@/lib/services/deployments/start";

export const GET = personRoute(async ({ actor, query }) => reply(await listDeployments(actor, query)));

export const POST = personRoute(async ({ actor, json }) => {
  const body = await json();
  return reply(body.ok ? await startDeployment(actor, body.value) : body, 201);
});
