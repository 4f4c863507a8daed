import { personRoute, reply } from "@/app/api/_http/person-route";
import { getOverview } from "@/lib/services/overview/get";

export const GET = personRoute(async ({ actor }) => reply(await getOverview(actor)));
