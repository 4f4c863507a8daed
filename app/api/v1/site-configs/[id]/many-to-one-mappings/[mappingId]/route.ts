import { personRoute, reply } from "@/app/api/_http/person-route";
import { removeManyToOne } from "@/lib/services/many-to-one/remove";
import { updateManyToOne } from "@/lib/services/many-to-one/update";

type Params = { id: string; mappingId: string };

export const PATCH = personRoute<Params>(async ({ actor, params, version, json }) => {
  const body = await json();
  const { id, mappingId } = params;
  return reply(body.ok ? await updateManyToOne(actor, id, mappingId, body.value, version) : body);
});

export const DELETE = personRoute<Params>(async ({ actor, params, version }) =>
  reply(await removeManyToOne(actor, params.id, params.mappingId, version)),
);
