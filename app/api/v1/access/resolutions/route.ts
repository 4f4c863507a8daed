import { personRoute, reply } from "@/app/api/_http/person-route";
import { resolveEverywhere } from "@/lib/services/access/resolve-everywhere";

/** A question, and nothing is stored: a POST because a certificate does not fit into an address. */
export const POST = personRoute(async ({ actor, json }) => {
  const body = await json();
  return reply(body.ok ? await resolveEverywhere(actor, body.value) : body);
});
