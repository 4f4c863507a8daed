import { personRoute, reply } from "@/app/api/_http/person-route";
import { createSavedTest } from "@/lib/services/saved-tests/create";
import { listSavedTests } from "@/lib/services/saved-tests/list";

export const GET = personRoute<{ id: string }>(async ({ actor, params }) =>
  reply(await listSavedTests(actor, params.id)),
);

export const POST = personRoute<{ id: string }>(async ({ actor, params, json }) => {
  const body = await json();
  return reply(body.ok ? await createSavedTest(actor, params.id, body.value) : body, 201);
});
