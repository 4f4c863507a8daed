import { personRoute, reply } from "@/app/api/_http/person-route";
import { compareSiteConfigs } from "@/lib/services/site-configs/compare";

export const GET = personRoute<{ id: string }>(async ({ actor, params, query }) =>
  reply(await compareSiteConfigs(actor, params.id, query)),
);
