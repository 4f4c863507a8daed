import { personRoute, reply } from "@/app/api/_http/person-route";
import { changeRemoval } from "@/lib/services/removals/change";

export const PATCH = personRoute<{ id: string }>(async ({ actor, params, version, json }) => {
  const body = await json();
  return reply(body.ok ? await changeRemoval(actor, params.id, version, body.value) : body);
});
