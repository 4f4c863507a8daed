import { personRoute, reply } from "@/app/api/_http/person-route";
import { listTargets } from "@/lib/services/servers/list-targets";

export const GET = personRoute<{ id: string }>(async ({ actor, params }) =>
  reply(await listTargets(actor, params.id)),
);
