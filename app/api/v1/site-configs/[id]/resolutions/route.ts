import { personRoute, reply } from "@/app/api/_http/person-route";
import { resolveCertificate } from "@/lib/services/site-configs/resolve";

/** A question, and nothing is stored: a POST because an answer belongs to nobody's cache. */
export const POST = personRoute<{ id: string }>(async ({ actor, params, json }) => {
  const body = await json();
  return reply(body.ok ? await resolveCertificate(actor, params.id, body.value) : body);
});
