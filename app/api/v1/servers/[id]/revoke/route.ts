import { personRoute, reply } from "@/app/api/_http/person-route";
import { revokeServer } from "@/lib/services/servers/revoke";

export const POST = personRoute<{ id: string }>(async ({ actor, params }) =>
  reply(await revokeServer(actor, params.id)),
);
