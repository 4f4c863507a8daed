import { personRoute, reply } from "@/app/api/_http/person-route";
import { endSessions } from "@/lib/services/people/end-sessions";

export const DELETE = personRoute<{ id: string }>(async ({ actor, params }) =>
  reply(await endSessions(actor, params.id)),
);
