import { personRoute, reply } from "@/app/api/_http/person-route";
import { listServers } from "@/lib/services/servers/list";

export const GET = personRoute(async ({ actor, query }) => reply(await listServers(actor, query)));
