import { personRoute, reply } from "@/app/api/_http/person-route";
import { UPLOAD_LIMIT } from "@/lib/api/certificates";
import { uploadBatch } from "@/lib/services/certificates/upload-batch";

/** Many certificates at once, each with its own answer. */
export const POST = personRoute(async ({ actor, json }) => {
  const body = await json(UPLOAD_LIMIT);
  return reply(body.ok ? await uploadBatch(actor, body.value) : body);
});
