import { personRoute, reply } from "@/app/api/_http/person-route";
import { setServerGroups } from "@/lib/services/servers/set-groups";

export const PUT = personRoute<{ id: string }>(async ({ actor, params, json }) => {
  const body = await json();
  return reply(body.ok ? await setServerGroups(actor, params.id, body.value) : body);
});
