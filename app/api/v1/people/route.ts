import { personRoute, reply } from "@/app/api/_http/person-route";
import { listPeople } from "@/lib/services/people/list";

export const GET = personRoute(async ({ actor }) => reply(await listPeople(actor)));
