import { personRoute, reply } from "@/app/api/_http/person-route";
import { setProbe } from "@/lib/services/doctor/set-probe";

export const PUT = personRoute<{ id: string }>(async ({ actor, params, json }) => {
  const body = await json();
  return reply(body.ok ? await setProbe(actor, params.id, body.value) : body);
});
