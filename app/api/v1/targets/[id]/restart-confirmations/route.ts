import { personRoute, reply } from "@/app/api/_http/person-route";
import { confirmRestart } from "@/lib/services/servers/confirm-restart";

export const POST = personRoute<{ id: string }>(async ({ actor, params, json }) => {
  const body = await json();
  return reply(body.ok ? await confirmRestart(actor, params.id, body.value) : body);
});
