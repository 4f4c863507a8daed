import { personRoute, reply } from "@/app/api/_http/person-route";
import { progressStream } from "@/app/api/_http/progress-stream";
import { IMPORT_LIMIT } from "@/lib/api/imports";
import { applyImport } from "@/lib/services/certificates/import/apply";

/** Imports rows in one transaction and tells how far it is. Closing the connection takes all of it back. */
export const POST = personRoute(async ({ actor, json }) => {
  const body = await json(IMPORT_LIMIT);
  if (!body.ok) return reply(body);
  return progressStream((watch) => applyImport(actor, body.value, watch));
});
