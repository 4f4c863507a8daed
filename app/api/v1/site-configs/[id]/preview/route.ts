import { attachment } from "@/app/api/_http/attachment";
import { personRoute, reply } from "@/app/api/_http/person-route";
import { previewSiteConfig } from "@/lib/services/site-configs/preview";

export const GET = personRoute<{ id: string }>(async ({ actor, params, query }) => {
  const preview = await previewSiteConfig(actor, params.id, query);
  if (!preview.ok) return reply(preview);
  const { xml, fileName, download } = preview.value;
  const contentType = "text/xml; charset=utf-8";
  if (download) return attachment({ body: xml, contentType, fileName });
  return new Response(xml, { headers: { "content-type": contentType, "cache-control": "no-store" } });
});
