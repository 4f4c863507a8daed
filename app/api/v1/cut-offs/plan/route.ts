import { personRoute, reply } from "@/app/api/_http/person-route";
import { planCutOff } from "@/lib/services/cut-offs/plan";

export const POST = personRoute(async ({ actor, json }) => {
  const body = await json();
  return reply(body.ok ? await planCutOff(actor, body.value) : body);
});
