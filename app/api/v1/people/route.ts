import { personRoute, reply } from "@/app/api/_http/person-route";
import { invitePerson } from "@/lib/services/people/invite";
import { listPeople } from "@/lib/services/people/list";

export const GET = personRoute(async ({ actor }) => reply(await listPeople(actor)));

export const POST = personRoute(
  async ({ actor, json }) => {
    const body = await json();
    return reply(body.ok ? await invitePerson(actor, body.value) : body, 201);
  },
  { showsSecret: true },
);
