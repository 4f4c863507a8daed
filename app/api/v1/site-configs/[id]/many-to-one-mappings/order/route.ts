import { personRoute, reply } from "@/app/api/_http/person-route";
import { reorderManyToOne } from "@/lib/services/many-to-one/reorder";

export const PUT = personRoute<{ id: string }>(async ({ actor, params, version, json }) => {
  const body = await json();
  return reply(body.ok ? await reorderManyToOne(actor, params.id, body.value, version) : body);
});
