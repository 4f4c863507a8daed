import { personRoute, reply } from "@/app/api/_http/person-route";
import { getAccount } from "@/lib/services/accounts/get";
import { removeAccount } from "@/lib/services/accounts/remove";

export const GET = personRoute<{ id: string }>(async ({ actor, params }) =>
  reply(await getAccount(actor, params.id)),
);

export const DELETE = personRoute<{ id: string }>(async ({ actor, params }) =>
  reply(await removeAccount(actor, params.id)),
);
