import { personRoute, reply } from "@/app/api/_http/person-route";
import { fixDraft } from "@/lib/services/doctor/fix-draft";

export const POST = personRoute<{ id: string }>(async ({ actor, params, json }) => {
  const body = await json();
  return reply(body.ok ? await fixDraft(actor, params.id, body.value) : body);
});
