import { personRoute, reply } from "@/app/api/_http/person-route";
import { setServerTags } from "@/lib/services/servers/set-tags";

export const PUT = personRoute<{ id: string }>(async ({ actor, params, json }) => {
  const body = await json();
  return reply(body.ok ? await setServerTags(actor, params.id, body.value) : body);
});
