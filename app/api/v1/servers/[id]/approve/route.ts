import { personRoute, reply } from "@/app/api/_http/person-route";
import { approveServer } from "@/lib/services/servers/approve";

export const POST = personRoute<{ id: string }>(async ({ actor, params, json }) => {
  const body = await json();
  return reply(body.ok ? await approveServer(actor, params.id, body.value) : body);
});
