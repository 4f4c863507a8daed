import { personRoute, reply } from "@/app/api/_http/person-route";
import { waitForEvents } from "@/lib/services/audit-events/news";

export const GET = personRoute(async ({ actor, query, signal }) =>
  reply(await waitForEvents(actor, query, signal)),
);
