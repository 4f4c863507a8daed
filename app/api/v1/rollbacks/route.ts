import { personRoute, reply } from "@/app/api/_http/person-route";
import { rollBack } from "@/lib/services/deployments/roll-back";

export const POST = personRoute(async ({ actor, json }) => {
  const body = await json();
  return reply(body.ok ? await rollBack(actor, body.value) : body, 201);
});
