import { personRoute, reply } from "@/app/api/_http/person-route";
import { removeSavedTest } from "@/lib/services/saved-tests/remove";
import { updateSavedTest } from "@/lib/services/saved-tests/update";

type Params = { id: string; testId: string };

export const PATCH = personRoute<Params>(async ({ actor, params, json }) => {
  const body = await json();
  return reply(body.ok ? await updateSavedTest(actor, params.id, params.testId, body.value) : body);
});

export const DELETE = personRoute<Params>(async ({ actor, params }) =>
  reply(await removeSavedTest(actor, params.id, params.testId)),
);
