import { personRoute, reply } from "@/app/api/_http/person-route";
import { removeMapping } from "@/lib/services/mappings/remove";
import { updateMapping } from "@/lib/services/mappings/update";

type Params = { id: string; mappingId: string };

export const PATCH = personRoute<Params>(async ({ actor, params, json }) => {
  const body = await json();
  return reply(body.ok ? await updateMapping(actor, params.id, params.mappingId, body.value) : body);
});

export const DELETE = personRoute<Params>(async ({ actor, params }) =>
  reply(await removeMapping(actor, params.id, params.mappingId)),
);
