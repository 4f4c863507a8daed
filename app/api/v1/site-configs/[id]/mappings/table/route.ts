import { personRoute, reply } from "@/app/api/_http/person-route";
import { getMappingTable } from "@/lib/services/mappings/table";

export const GET = personRoute<{ id: string }>(async ({ actor, params }) =>
  reply(await getMappingTable(actor, params.id)),
);
