import { personRoute, reply } from "@/app/api/_http/person-route";
import { checkImport } from "@/lib/services/certificates/import/check";

/** A dry run: it writes nothing. */
export const POST = personRoute(async ({ actor, json }) => {
  const body = await json();
  return reply(body.ok ? await checkImport(actor, body.value) : body);
});
