import { personRoute, reply } from "@/app/api/_http/person-route";
import { crossAccess } from "@/lib/services/access/matrix";

export const GET = personRoute(async ({ actor, query }) => reply(await crossAccess(actor, query)));
