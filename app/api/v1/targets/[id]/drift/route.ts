import { personRoute, reply } from "@/app/api/_http/person-route";
import { getDrift } from "@/lib/services/servers/get-drift";

export const GET = personRoute<{ id: string }>(async ({ actor, params }) =>
  reply(await getDrift(actor, params.id)),
);
