import { personRoute, reply } from "@/app/api/_http/person-route";
import { liftCutOff } from "@/lib/services/cut-offs/lift";

export const POST = personRoute<{ id: string }>(async ({ actor, params, json }) => {
  const body = await json();
  return reply(body.ok ? await liftCutOff(actor, params.id, body.value) : body);
});
