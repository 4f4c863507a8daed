import { personRoute, reply } from "@/app/api/_http/person-route";
import { fixFinding } from "@/lib/services/findings/fix";

export const POST = personRoute<{ id: string }>(async ({ actor, params, version, json }) => {
  const body = await json();
  return reply(body.ok ? await fixFinding(actor, params.id, version, body.value) : body);
});
