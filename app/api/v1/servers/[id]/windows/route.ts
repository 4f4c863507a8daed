import { personRoute, reply } from "@/app/api/_http/person-route";
import { getWindows } from "@/lib/services/windows/get";
import { setWindows } from "@/lib/services/windows/set";

export const GET = personRoute<{ id: string }>(async ({ actor, params }) =>
  reply(await getWindows(actor, { kind: "server", id: params.id })),
);

export const PUT = personRoute<{ id: string }>(async ({ actor, params, json }) => {
  const body = await json();
  return reply(body.ok ? await setWindows(actor, { kind: "server", id: params.id }, body.value) : body);
});
