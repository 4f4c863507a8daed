import { personRoute, reply } from "@/app/api/_http/person-route";
import { getRestoration, restoreRevision } from "@/lib/services/site-configs/restore";

type Params = { id: string; number: string };

export const GET = personRoute<Params>(async ({ actor, params }) =>
  reply(await getRestoration(actor, params.id, params.number)),
);

export const POST = personRoute<Params>(async ({ actor, params, version }) =>
  reply(await restoreRevision(actor, params.id, params.number, version)),
);
