import { personRoute, reply } from "@/app/api/_http/person-route";
import { getAccessEvidence } from "@/lib/services/access/evidence";

export const GET = personRoute<{ key: string }>(async ({ actor, params }) =>
  reply(await getAccessEvidence(actor, params.key)),
);
