import { attachment } from "@/app/api/_http/attachment";
import { personRoute, reply } from "@/app/api/_http/person-route";
import { getPublicKey } from "@/lib/services/audit-events/checkpoints";

export const GET = personRoute(async ({ actor }) => {
  const key = getPublicKey(actor);
  if (!key.ok) return reply(key);
  return attachment({ body: key.value, contentType: "application/json", fileName: "public-key.json" });
});
