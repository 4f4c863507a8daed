import { personRoute, reply } from "@/app/api/_http/person-route";
import { getTask } from "@/lib/services/doctor/get-task";

export const GET = personRoute<{ id: string; taskId: string }>(async ({ actor, params }) =>
  reply(await getTask(actor, params.id, params.taskId)),
);
