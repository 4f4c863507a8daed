import { personRoute, reply } from "@/app/api/_http/person-route";
import { listFindings } from "@/lib/services/findings/list";

export const GET = personRoute<{ id: string }>(async ({ actor, params }) =>
  reply(await listFindings(actor, params.id)),
);
