import { personRoute, reply } from "@/app/api/_http/person-route";
import { ok } from "@/lib/errors";
import { removeMapping } from "@/lib/services/mappings/remove";
import { updateMapping } from "@/lib/services/mappings/update";

type Params = { id: string; mappingId: string };

export const PATCH = personRoute<Params>(async ({ actor, params, version, json }) => {
  const body = await json();
  return reply(body.ok ? await updateMapping(actor, params.id, params.mappingId, body.value, version) : body);
});

export const DELETE = personRoute<Params>(async ({ actor, params, version }) => {
  const removed = await removeMapping(actor, params.id, params.mappingId, version);
  return reply(removed.ok ? ok(null) : removed);
});
