import { personRoute, reply } from "@/app/api/_http/person-route";
import { createForwarder } from "@/lib/services/forwarders/create";
import { listForwarders } from "@/lib/services/forwarders/list";

export const GET = personRoute(async ({ actor }) => reply(await listForwarders(actor)));

export const POST = personRoute(
  async ({ actor, json }) => {
    const body = await json();
    return reply(body.ok ? await createForwarder(actor, body.value) : body, 201);
  },
  { showsSecret: true },
);
