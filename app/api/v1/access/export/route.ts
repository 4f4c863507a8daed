import { attachment } from "@/app/api/_http/attachment";
import { personRoute, reply } from "@/app/api/_http/person-route";
import { textStream } from "@/app/api/_http/text-stream";
import { exportAccess } from "@/lib/services/access/export";

export const GET = personRoute(async ({ actor, query }) => {
  const lines = await exportAccess(actor, query);
  if (!lines.ok) return reply(lines);
  return attachment({
    body: textStream(lines.value),
    contentType: "text/csv; charset=utf-8",
    fileName: "who-maps-to-which-account.csv",
  });
});
