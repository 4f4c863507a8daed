import { personRoute, reply } from "@/app/api/_http/person-route";
import { cancelRemoval } from "@/lib/services/removals/cancel";

export const POST = personRoute<{ id: string }>(async ({ actor, params, version }) =>
  reply(await cancelRemoval(actor, params.id, version)),
);
