import { personRoute, reply } from "@/app/api/_http/person-route";
import { getSiteConfig } from "@/lib/services/site-configs/get";
import { removeSiteConfig } from "@/lib/services/site-configs/remove";
import { updateSiteConfig } from "@/lib/services/site-configs/update";

/** The ETag is the draft's version: send it back as If-Match with a change. */
export const GET = personRoute<{ id: string }>(async ({ actor, params }) => {
  const found = await getSiteConfig(actor, params.id);
  return reply(found, 200, found.ok ? { etag: `"${found.value.version}"` } : undefined);
});

export const PATCH = personRoute<{ id: string }>(async ({ actor, params, version, json }) => {
  const body = await json();
  return reply(body.ok ? await updateSiteConfig(actor, params.id, version, body.value) : body);
});

export const DELETE = personRoute<{ id: string }>(async ({ actor, params, version }) =>
  reply(await removeSiteConfig(actor, params.id, version)),
);
