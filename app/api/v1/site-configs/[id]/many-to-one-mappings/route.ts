import { personRoute, reply } from "@/app/api/_http/person-route";
import { addManyToOne } from "@/lib/services/many-to-one/add";
import { listManyToOne } from "@/lib/services/many-to-one/list";

export const GET = personRoute<{ id: string }>(async ({ actor, params }) =>
  reply(await listManyToOne(actor, params.id)),
);

export const POST = personRoute<{ id: string }>(async ({ actor, params, version, json }) => {
  const body = await json();
  return reply(body.ok ? await addManyToOne(actor, params.id, body.value, version) : body, 201);
});
