import { personRoute, reply } from "@/app/api/_http/person-route";
import { listVerdicts } from "@/lib/services/site-configs/verdicts";

export const GET = personRoute<{ id: string }>(async ({ actor, params, query }) =>
  reply(await listVerdicts(actor, params.id, query)),
);
