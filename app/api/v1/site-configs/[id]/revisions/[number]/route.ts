import { personRoute, reply } from "@/app/api/_http/person-route";
import { getRevision } from "@/lib/services/site-configs/get-revision";

export const GET = personRoute<{ id: string; number: string }>(async ({ actor, params }) =>
  reply(await getRevision(actor, params.id, params.number)),
);
