import { personRoute, reply } from "@/app/api/_http/person-route";
import { removeServerGroup } from "@/lib/services/server-groups/remove";
import { updateServerGroup } from "@/lib/services/server-groups/update";

export const PATCH = personRoute<{ id: string }>(async ({ actor, params, json }) => {
  const body = await json();
  return reply(body.ok ? await updateServerGroup(actor, params.id, body.value) : body);
});

export const DELETE = personRoute<{ id: string }>(async ({ actor, params }) =>
  reply(await removeServerGroup(actor, params.id)),
);
