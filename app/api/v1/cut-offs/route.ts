import { personRoute, reply } from "@/app/api/_http/person-route";
import { listCutOffs } from "@/lib/services/cut-offs/list";
import { startCutOff } from "@/lib/services/cut-offs/start";

export const GET = personRoute(async ({ actor, query }) => reply(await listCutOffs(actor, query)));

export const POST = personRoute(async ({ actor, json }) => {
  const body = await json();
  return reply(body.ok ? await startCutOff(actor, body.value) : body, 201);
});
