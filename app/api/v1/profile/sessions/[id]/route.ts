import { personRoute, reply } from "@/app/api/_http/person-route";
import { endSession } from "@/lib/services/profile/end-session";

export const DELETE = personRoute<{ id: string }>(async ({ actor, params }) =>
  reply(await endSession(actor, params.id)),
);
