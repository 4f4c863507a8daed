import { personRoute, reply } from "@/app/api/_http/person-route";
import { setServerModes } from "@/lib/services/targets/set-server-modes";

export const POST = personRoute(async ({ actor, json }) => {
  const body = await json();
  return reply(body.ok ? await setServerModes(actor, body.value) : body);
});
