import { attachment } from "@/app/api/_http/attachment";
import { personRoute, reply } from "@/app/api/_http/person-route";
import { exportAccess } from "@/lib/services/access/export";

export const GET = personRoute(async ({ actor, query }) => {
  const lines = await exportAccess(actor, query);
  if (!lines.ok) return reply(lines);
  const body = textStream(lines.value);
  return attachment({
    body,
    contentType: "text/csv; charset=utf-8",
    fileName: "who-maps-to-which-account.csv",
  });
});

/** A page at a time, at the reader's pace: the export of 100,000 rows never stands in memory. */
function textStream(lines: AsyncGenerator<string>): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  return new ReadableStream({
    async pull(controller) {
      const { done, value } = await lines.next();
      if (done) controller.close();
      else controller.enqueue(encoder.encode(value));
    },
    async cancel() {
      await lines.return(undefined);
    },
  });
}
