import { personRoute, reply } from "@/app/api/_http/person-route";
import { countAccess } from "@/lib/services/access/cards";

export const GET = personRoute(async ({ actor, query }) => reply(await countAccess(actor, query)));
