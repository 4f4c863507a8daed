import { attachment } from "@/app/api/_http/attachment";
import { personRoute, reply } from "@/app/api/_http/person-route";
import { previewSiteConfig } from "@/lib/services/site-configs/preview";

export const GET = personRoute<{ id: string }>(async ({ actor, params, query }) => {
  const preview = await previewSiteConfig(actor, params.id, query);
  if (!preview.ok) return reply(preview);
  const { text, contentType, fileName, download } = preview.value;
  if (download) return attachment({ body: text, contentType, fileName });
  return new Response(text, {
    headers: {
      "content-type": contentType,
      "cache-control": "no-store",
      "x-content-type-options": "nosniff",
    },
  });
});
