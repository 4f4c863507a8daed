import { attachment } from "@/app/api/_http/attachment";
import { personRoute, reply } from "@/app/api/_http/person-route";
import { textStream } from "@/app/api/_http/text-stream";
import { exportSiteConfigs } from "@/lib/services/site-configs/export";

export const GET = personRoute<{ id: string }>(async ({ actor, params }) => {
  const made = await exportSiteConfigs(actor, params.id);
  if (!made.ok) return reply(made);
  const { fileName, text } = made.value;
  return attachment({ body: textStream(text), contentType: "application/json", fileName });
});
