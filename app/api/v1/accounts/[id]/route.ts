import { personRoute, reply } from "@/app/api/_http/person-route";
import { getAccount } from "@/lib/services/accounts/get";
import { removeAccount } from "@/lib/services/accounts/remove";
import { updateAccount } from "@/lib/services/accounts/update";

export const GET = personRoute<{ id: string }>(async ({ actor, params }) =>
  reply(await getAccount(actor, params.id)),
);

export const PATCH = personRoute<{ id: string }>(async ({ actor, params, json, version }) => {
  const body = await json();
  return reply(body.ok ? await updateAccount(actor, params.id, version, body.value) : body);
});

export const DELETE = personRoute<{ id: string }>(async ({ actor, params }) =>
  reply(await removeAccount(actor, params.id)),
);
