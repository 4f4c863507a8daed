import { personRoute, reply } from "@/app/api/_http/person-route";
import { listAuditEvents } from "@/lib/services/audit-events/list";

export const GET = personRoute(async ({ actor, query }) => reply(await listAuditEvents(actor, query)));
