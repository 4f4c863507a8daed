import { personRoute, reply } from "@/app/api/_http/person-route";
import { labelCertificates } from "@/lib/services/certificates/label";
import { listLabels } from "@/lib/services/certificates/labels";

export const GET = personRoute(async ({ actor }) => reply(await listLabels(actor)));

/** One change of owner or tags for many certificates. */
export const POST = personRoute(async ({ actor, json }) => {
  const body = await json();
  return reply(body.ok ? await labelCertificates(actor, body.value) : body);
});
