import { personRoute, reply } from "@/app/api/_http/person-route";
import { replaceCertificates } from "@/lib/services/certificates/replace";

export const POST = personRoute(async ({ actor, json }) => {
  const body = await json();
  return reply(body.ok ? await replaceCertificates(actor, body.value) : body);
});
