import { personRoute, reply } from "@/app/api/_http/person-route";
import { listRemovals } from "@/lib/services/removals/list";

export const GET = personRoute(async ({ actor, query }) => reply(await listRemovals(actor, query)));
