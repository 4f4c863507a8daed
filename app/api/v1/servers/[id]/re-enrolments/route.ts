import { personRoute, reply } from "@/app/api/_http/person-route";
import { reEnrolServer } from "@/lib/services/servers/re-enrol";

export const POST = personRoute<{ id: string }>(async ({ actor, params, json }) => {
  const body = await json();
  return reply(body.ok ? await reEnrolServer(actor, params.id, body.value) : body, 201);
});
