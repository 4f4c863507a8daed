import { personRoute, reply } from "@/app/api/_http/person-route";
import { retryCutOff } from "@/lib/services/cut-offs/retry";

export const POST = personRoute<{ id: string }>(async ({ actor, params, json }) => {
  const body = await json();
  return reply(body.ok ? await retryCutOff(actor, params.id, body.value) : body);
});
