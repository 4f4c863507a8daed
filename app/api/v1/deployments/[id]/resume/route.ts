import { personRoute, reply } from "@/app/api/_http/person-route";
import { resumeDeployment } from "@/lib/services/deployments/resume";

export const POST = personRoute<{ id: string }>(async ({ actor, params }) =>
  reply(await resumeDeployment(actor, params.id)),
);
