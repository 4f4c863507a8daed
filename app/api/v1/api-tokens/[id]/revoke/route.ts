import { personRoute, reply } from "@/app/api/_http/person-route";
import { revokeApiToken } from "@/lib/services/api-tokens/revoke";

export const POST = personRoute<{ id: string }>(async ({ actor, params }) =>
  reply(await revokeApiToken(actor, params.id)),
);
