import { personRoute, reply } from "@/app/api/_http/person-route";
import { matchRules } from "@/lib/services/site-configs/match-rules";

/** A question, and nothing is stored: a POST because rules are too long for an address. */
export const POST = personRoute<{ id: string }>(async ({ actor, params, json }) => {
  const body = await json();
  return reply(body.ok ? await matchRules(actor, params.id, body.value) : body);
});
