import { personRoute, reply } from "@/app/api/_http/person-route";
import { makePersonLink } from "@/lib/services/people/make-link";

export const POST = personRoute<{ id: string }>(
  async ({ actor, params }) => reply(await makePersonLink(actor, params.id), 201),
  { showsSecret: true },
);
