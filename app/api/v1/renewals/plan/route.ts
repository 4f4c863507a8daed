import { personRoute, reply } from "@/app/api/_http/person-route";
import { planRenewal } from "@/lib/services/certificates/plan-renewal";

/** POST because of the many ids; it changes nothing. */
export const POST = personRoute(async ({ actor, json }) => {
  const body = await json();
  return reply(body.ok ? await planRenewal(actor, body.value) : body);
});
