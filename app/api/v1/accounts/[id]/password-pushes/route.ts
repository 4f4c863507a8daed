import { personRoute, reply } from "@/app/api/_http/person-route";
import { planPasswordPush } from "@/lib/services/deployments/plan-password";
import { startPasswordPush } from "@/lib/services/deployments/start-password";

/** What a push of the password would do, target by target. */
export const GET = personRoute<{ id: string }>(async ({ actor, params }) =>
  reply(await planPasswordPush(actor, params.id)),
);

export const POST = personRoute<{ id: string }>(async ({ actor, params, json }) => {
  const body = await json();
  return reply(body.ok ? await startPasswordPush(actor, params.id, body.value) : body, 201);
});
