import { attachment } from "@/app/api/_http/attachment";
import { personRoute, reply } from "@/app/api/_http/person-route";
import { textStream } from "@/app/api/_http/text-stream";
import { exportAuditEvents } from "@/lib/services/audit-events/export";

export const GET = personRoute(async ({ actor, query }) => {
  const lines = await exportAuditEvents(actor, query);
  if (!lines.ok) return reply(lines);
  return attachment({
    body: textStream(lines.value),
    contentType: "application/jsonl; charset=utf-8",
    fileName: "audit-events.jsonl",
  });
});
