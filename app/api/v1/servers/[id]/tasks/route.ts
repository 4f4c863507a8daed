import { personRoute, reply } from "@/app/api/_http/person-route";
import { startTask } from "@/lib/services/doctor/start-task";

export const POST = personRoute<{ id: string }>(async ({ actor, params, json }) => {
  const body = await json();
  return reply(body.ok ? await startTask(actor, params.id, body.value) : body, 201);
});
