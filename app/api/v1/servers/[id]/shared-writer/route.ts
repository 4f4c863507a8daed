import { personRoute, reply } from "@/app/api/_http/person-route";
import { chooseWriter } from "@/lib/services/servers/choose-writer";

export const PUT = personRoute<{ id: string }>(async ({ actor, params, json }) => {
  const body = await json();
  return reply(body.ok ? await chooseWriter(actor, params.id, body.value) : body);
});
