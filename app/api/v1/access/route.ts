import { personRoute, reply } from "@/app/api/_http/person-route";
import { listAccess } from "@/lib/services/access/list";

export const GET = personRoute(async ({ actor, query }) => reply(await listAccess(actor, query)));
