import { personRoute, reply } from "@/app/api/_http/person-route";
import { acceptFinding } from "@/lib/services/findings/accept";
import { withdrawAcceptance } from "@/lib/services/findings/withdraw";

export const POST = personRoute<{ id: string }>(async ({ actor, params, json }) => {
  const body = await json();
  return reply(body.ok ? await acceptFinding(actor, params.id, body.value) : body);
});

export const DELETE = personRoute<{ id: string }>(async ({ actor, params, json }) => {
  const body = await json();
  return reply(body.ok ? await withdrawAcceptance(actor, params.id, body.value) : body);
});
