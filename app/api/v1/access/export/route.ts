import { attachment } from "@/app/api/_http/attachment";
import { personRoute, reply } from "@/app/api/_http/person-route";
import { textStream } from "@/app/api/_http/text-stream";
import { exportAccess } from "@/lib/services/access/export";

const TYPES = { csv: "text/csv; charset=utf-8", json: "application/json" } as const;

/** `?format=json`, else CSV; the filter as the list takes it. */
export const GET = personRoute(async ({ actor, query: { format: wanted, ...filter } }) => {
  const format = wanted === "json" ? "json" : "csv";
  const lines = await exportAccess(actor, format, filter);
  if (!lines.ok) return reply(lines);
  return attachment({
    body: textStream(lines.value),
    contentType: TYPES[format],
    fileName: `who-maps-to-which-account.${format}`,
  });
});
