import { personRoute, reply } from "@/app/api/_http/person-route";
import { listMappingFindings } from "@/lib/services/mappings/findings";

export const GET = personRoute<{ id: string }>(async ({ actor, params }) =>
  reply(await listMappingFindings(actor, params.id)),
);
