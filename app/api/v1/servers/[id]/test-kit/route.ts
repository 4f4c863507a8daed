import { attachment } from "@/app/api/_http/attachment";
import { personRoute, reply } from "@/app/api/_http/person-route";
import { makeTestKit } from "@/lib/services/doctor/make-test-kit";

export const GET = personRoute<{ id: string }>(async ({ actor, params, query }) => {
  const kit = await makeTestKit(actor, params.id, query);
  return kit.ok ? attachment(kit.value) : reply(kit);
});
