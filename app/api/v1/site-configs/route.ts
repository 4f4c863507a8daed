import { personRoute, reply } from "@/app/api/_http/person-route";
import { createSiteConfig } from "@/lib/services/site-configs/create";
import { listSiteConfigs } from "@/lib/services/site-configs/list";

export const GET = personRoute(async ({ actor, query }) => reply(await listSiteConfigs(actor, query)));

export const POST = personRoute(async ({ actor, json }) => {
  const body = await json();
  return reply(body.ok ? await createSiteConfig(actor, body.value) : body, 201);
});
