import { personRoute, reply } from "@/app/api/_http/person-route";
import { listPlaces } from "@/lib/services/servers/list-places";

export const GET = personRoute(async ({ actor, query }) => reply(await listPlaces(actor, query)));
