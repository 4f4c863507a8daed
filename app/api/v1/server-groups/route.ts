import { personRoute, reply } from "@/app/api/_http/person-route";
import { createServerGroup } from "@/lib/services/server-groups/create";
import { listServerGroups } from "@/lib/services/server-groups/list";

export const GET = personRoute(async ({ actor }) => reply(await listServerGroups(actor)));

export const POST = personRoute(async ({ actor, json }) => {
  const body = await json();
  return reply(body.ok ? await createServerGroup(actor, body.value) : body, 201);
});
