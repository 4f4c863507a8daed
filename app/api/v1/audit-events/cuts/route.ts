import { personRoute, reply } from "@/app/api/_http/person-route";
import { cutAuditEvents, planCut } from "@/lib/services/audit-events/cut";

export const GET = personRoute(async ({ actor, query }) => reply(await planCut(actor, query)));

export const POST = personRoute(async ({ actor, json }) => {
  const body = await json();
  return reply(body.ok ? await cutAuditEvents(actor, body.value) : body, 201);
});
