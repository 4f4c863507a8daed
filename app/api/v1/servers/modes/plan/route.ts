import { personRoute, reply } from "@/app/api/_http/person-route";
import { planServerModes } from "@/lib/services/targets/plan-server-modes";

export const POST = personRoute(async ({ actor, json }) => {
  const body = await json();
  return reply(body.ok ? await planServerModes(actor, body.value) : body);
});
