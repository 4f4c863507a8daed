import { personRoute, reply } from "@/app/api/_http/person-route";
import { getCertificate } from "@/lib/services/certificates/get";
import { removeCertificate } from "@/lib/services/certificates/remove";

export const GET = personRoute<{ id: string }>(async ({ actor, params }) =>
  reply(await getCertificate(actor, params.id)),
);

export const DELETE = personRoute<{ id: string }>(async ({ actor, params }) =>
  reply(await removeCertificate(actor, params.id)),
);
