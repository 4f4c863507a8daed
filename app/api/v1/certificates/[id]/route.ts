import { personRoute, reply } from "@/app/api/_http/person-route";
import { getCertificate } from "@/lib/services/certificates/get";
import { removeCertificate } from "@/lib/services/certificates/remove";
import { updateCertificate } from "@/lib/services/certificates/update";

/** The ETag is the version of owner, notes and tags: send it back as If-Match with a change of them. */
export const GET = personRoute<{ id: string }>(async ({ actor, params }) => {
  const found = await getCertificate(actor, params.id);
  return reply(found, 200, found.ok ? { etag: `"${found.value.version}"` } : undefined);
});

export const PATCH = personRoute<{ id: string }>(async ({ actor, params, version, json }) => {
  const body = await json();
  return reply(body.ok ? await updateCertificate(actor, params.id, version, body.value) : body);
});

export const DELETE = personRoute<{ id: string }>(async ({ actor, params }) =>
  reply(await removeCertificate(actor, params.id)),
);
