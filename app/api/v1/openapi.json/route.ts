import { personRoute, reply } from "@/app/api/_http/person-route";
import { openApiDocument } from "@/app/api/_openapi/document";
import { operationRows } from "@/app/api/_openapi/rows";
import { may } from "@/lib/auth/permissions";

let document: ReturnType<typeof openApiDocument> | undefined;

/** The description of this API, for everybody who may read. */
export const GET = personRoute(async ({ actor }) => {
  const allowed = may(actor, "read");
  if (!allowed.ok) return reply(allowed);
  document ??= openApiDocument(operationRows());
  return reply({ ok: true, value: document });
});
