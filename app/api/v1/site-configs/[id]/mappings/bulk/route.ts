import { personRoute, reply } from "@/app/api/_http/person-route";
import { bulkMappings } from "@/lib/services/mappings/bulk";

export const POST = personRoute<{ id: string }>(async ({ actor, params, version, json }) => {
  const body = await json();
  return reply(body.ok ? await bulkMappings(actor, params.id, body.value, version) : body);
});
