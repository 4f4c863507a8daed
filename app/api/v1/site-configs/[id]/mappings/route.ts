import { personRoute, reply } from "@/app/api/_http/person-route";
import { addMapping } from "@/lib/services/mappings/add";
import { listMappings } from "@/lib/services/mappings/list";

export const GET = personRoute<{ id: string }>(async ({ actor, params, query }) =>
  reply(await listMappings(actor, params.id, query)),
);

export const POST = personRoute<{ id: string }>(async ({ actor, params, version, json }) => {
  const body = await json();
  return reply(body.ok ? await addMapping(actor, params.id, body.value, version) : body, 201);
});
