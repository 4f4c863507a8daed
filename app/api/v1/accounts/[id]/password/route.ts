import { personRoute, reply } from "@/app/api/_http/person-route";
import { setPassword } from "@/lib/services/accounts/set-password";

export const PUT = personRoute<{ id: string }>(async ({ actor, params, json }) => {
  const body = await json();
  return reply(body.ok ? await setPassword(actor, params.id, body.value) : body);
});
