import { personRoute, reply } from "@/app/api/_http/person-route";
import { setTargetModes } from "@/lib/services/targets/set-modes";

export const POST = personRoute(async ({ actor, json }) => {
  const body = await json();
  return reply(body.ok ? await setTargetModes(actor, body.value) : body);
});
