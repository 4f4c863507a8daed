import { personRoute, reply } from "@/app/api/_http/person-route";
import { currentSessionId } from "@/lib/auth/current-actor";
import { renewSession } from "@/lib/auth/renew-session";
import { changePassword } from "@/lib/services/profile/change-password";

/** The session at hand goes on under a new secret: who copied the old one may be why the password is changed. */
export const PUT = personRoute(async ({ actor, json }) => {
  const body = await json();
  if (!body.ok) return reply(body);
  const id = await currentSessionId();
  const changed = await changePassword(actor, id, body.value);
  const response = reply(changed);
  const cookie = changed.ok && id !== null ? await renewSession(id) : null;
  if (cookie !== null) response.headers.append("set-cookie", cookie);
  return response;
});
