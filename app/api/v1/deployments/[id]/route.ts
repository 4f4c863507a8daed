import { personRoute, reply } from "@/app/api/_http/person-route";
import { getDeployment } from "@/lib/services/deployments/get";

export const GET = personRoute<{ id: string }>(async ({ actor, params }) =>
  reply(await getDeployment(actor, params.id)),
);
