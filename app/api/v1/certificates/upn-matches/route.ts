import { personRoute, reply } from "@/app/api/_http/person-route";
import { findByUpn } from "@/lib/services/certificates/find-by-upn";

/** Which stored certificates name these user principal names. A question too long for an address; it changes nothing. */
export const POST = personRoute(async ({ actor, json }) => {
  const body = await json();
  return reply(body.ok ? await findByUpn(actor, body.value) : body);
});
