import { personRoute, reply } from "@/app/api/_http/person-route";
import { getTrail, verifyNow } from "@/lib/services/audit-events/get-trail";

export const GET = personRoute(async ({ actor }) => reply(await getTrail(actor)));

export const POST = personRoute(async ({ actor }) => reply(await verifyNow(actor)));
