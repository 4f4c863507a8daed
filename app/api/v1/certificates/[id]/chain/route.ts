import { personRoute, reply } from "@/app/api/_http/person-route";
import { getChain } from "@/lib/services/certificates/chain";

export const GET = personRoute<{ id: string }>(async ({ actor, params }) =>
  reply(await getChain(actor, params.id)),
);
