import { personRoute, reply } from "@/app/api/_http/person-route";
import { publishRevision } from "@/lib/services/site-configs/publish";

export const POST = personRoute<{ id: string }>(async ({ actor, params, version, json }) => {
  const body = await json();
  return reply(body.ok ? await publishRevision(actor, params.id, version, body.value) : body, 201);
});
