import { personRoute, reply } from "@/app/api/_http/person-route";
import { getDoctor } from "@/lib/services/doctor/get";

export const GET = personRoute<{ id: string }>(async ({ actor, params, query }) =>
  reply(await getDoctor(actor, params.id, query)),
);
