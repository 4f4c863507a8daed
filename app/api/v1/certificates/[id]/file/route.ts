import { attachment } from "@/app/api/_http/attachment";
import { personRoute, reply } from "@/app/api/_http/person-route";
import { downloadCertificate } from "@/lib/services/certificates/download";

export const GET = personRoute<{ id: string }>(async ({ actor, params, query }) => {
  const file = await downloadCertificate(actor, params.id, query.as);
  return file.ok ? attachment(file.value) : reply(file);
});
