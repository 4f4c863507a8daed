import { personRoute, reply } from "@/app/api/_http/person-route";
import { getServer } from "@/lib/services/servers/get";

export const GET = personRoute<{ id: string }>(async ({ actor, params }) =>
  reply(await getServer(actor, params.id)),
);
