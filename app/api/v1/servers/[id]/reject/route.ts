import { personRoute, reply } from "@/app/api/_http/person-route";
import { rejectServer } from "@/lib/services/servers/reject";

export const POST = personRoute<{ id: string }>(async ({ actor, params }) =>
  reply(await rejectServer(actor, params.id)),
);
