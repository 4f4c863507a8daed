import { personRoute, reply } from "@/app/api/_http/person-route";
import { currentSessionId } from "@/lib/auth/current-actor";
import { changePassword } from "@/lib/services/profile/change-password";

export const PUT = personRoute(async ({ actor, json }) => {
  const body = await json();
  return reply(body.ok ? await changePassword(actor, await currentSessionId(), body.value) : body);
});
