import { personRoute, reply } from "@/app/api/_http/person-route";
import { updatePerson } from "@/lib/services/people/update";

export const PATCH = personRoute<{ id: string }>(async ({ actor, params, json }) => {
  const body = await json();
  return reply(body.ok ? await updatePerson(actor, params.id, body.value) : body);
});
