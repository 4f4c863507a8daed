import { personRoute, reply } from "@/app/api/_http/person-route";
import { createAccount } from "@/lib/services/accounts/create";
import { listAccounts } from "@/lib/services/accounts/list";

export const GET = personRoute(async ({ actor, query }) => reply(await listAccounts(actor, query)));

export const POST = personRoute(async ({ actor, json }) => {
  const body = await json();
  return reply(body.ok ? await createAccount(actor, body.value) : body, 201);
});
