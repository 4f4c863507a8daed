import { personRoute, reply } from "@/app/api/_http/person-route";
import { removeForwarder, updateForwarder } from "@/lib/services/forwarders/update";

export const PATCH = personRoute<{ id: string }>(async ({ actor, params, json }) => {
  const body = await json();
  return reply(body.ok ? await updateForwarder(actor, params.id, body.value) : body);
});

export const DELETE = personRoute<{ id: string }>(async ({ actor, params }) =>
  reply(await removeForwarder(actor, params.id)),
);
