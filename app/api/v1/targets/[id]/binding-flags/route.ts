import { personRoute, reply } from "@/app/api/_http/person-route";
import { setBindingFlags } from "@/lib/services/doctor/set-binding-flags";

export const PUT = personRoute<{ id: string }>(async ({ actor, params, json }) => {
  const body = await json();
  return reply(body.ok ? await setBindingFlags(actor, params.id, body.value) : body);
});
