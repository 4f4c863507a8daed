import { attachment } from "@/app/api/_http/attachment";
import { personRoute, reply } from "@/app/api/_http/person-route";
import { listCheckpoints } from "@/lib/services/audit-events/checkpoints";

export const GET = personRoute(async ({ actor }) => {
  const lines = await listCheckpoints(actor);
  if (!lines.ok) return reply(lines);
  return attachment({
    body: lines.value,
    contentType: "text/plain; charset=utf-8",
    fileName: "checkpoints.jws",
  });
});
