import { personRoute, reply } from "@/app/api/_http/person-route";
import { getCutOff } from "@/lib/services/cut-offs/get";

export const GET = personRoute<{ id: string }>(async ({ actor, params }) =>
  reply(await getCutOff(actor, params.id)),
);
