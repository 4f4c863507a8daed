import { personRoute, reply } from "@/app/api/_http/person-route";
import { ADOPTION_LIMIT } from "@/lib/api/adoptions";
import { putDraft } from "@/lib/services/site-configs/put-draft";

/** The whole draft at once, for a site config that is kept elsewhere; see `putDraftSchema`. */
export const PUT = personRoute<{ id: string }>(async ({ actor, params, version, json }) => {
  const body = await json(ADOPTION_LIMIT);
  return reply(body.ok ? await putDraft(actor, params.id, version, body.value) : body);
});
