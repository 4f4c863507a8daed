import { personRoute, reply } from "@/app/api/_http/person-route";
import { limitAccount } from "@/lib/services/accounts/limit";

export const PUT = personRoute<{ id: string }>(async ({ actor, params, json, version }) => {
  const body = await json();
  return reply(body.ok ? await limitAccount(actor, params.id, version, body.value) : body);
});
