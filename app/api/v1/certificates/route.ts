import { personRoute, reply } from "@/app/api/_http/person-route";
import { UPLOAD_LIMIT } from "@/lib/api/certificates";
import { listCertificates } from "@/lib/services/certificates/list";
import { uploadCertificates } from "@/lib/services/certificates/upload";

export const GET = personRoute(async ({ actor, query }) => reply(await listCertificates(actor, query)));

/** One file a request, as bytes; its name, percent-encoded, in `x-file-name`. */
export const POST = personRoute(async ({ actor, bytes, headers }) => {
  const body = await bytes(UPLOAD_LIMIT);
  if (!body.ok) return reply(body);
  return reply(await uploadCertificates(actor, { bytes: body.value, fileName: fileName(headers) }), 201);
});

function fileName(headers: Headers): string {
  try {
    return decodeURIComponent(headers.get("x-file-name") ?? "").slice(0, 255);
  } catch {
    return "";
  }
}
