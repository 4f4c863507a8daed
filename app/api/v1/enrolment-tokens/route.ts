import { personRoute, reply } from "@/app/api/_http/person-route";
import { createEnrolmentToken } from "@/lib/services/servers/create-enrolment-token";

export const POST = personRoute(
  async ({ actor, json }) => {
    const body = await json();
    return reply(body.ok ? await createEnrolmentToken(actor, body.value) : body, 201);
  },
  { showsSecret: true },
);
