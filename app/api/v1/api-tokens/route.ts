import { personRoute, reply } from "@/app/api/_http/person-route";
import { createApiToken } from "@/lib/services/api-tokens/create";
import { listApiTokens } from "@/lib/services/api-tokens/list";

export const GET = personRoute(async ({ actor }) => reply(await listApiTokens(actor)));

export const POST = personRoute(
  async ({ actor, json }) => {
    const body = await json();
    return reply(body.ok ? await createApiToken(actor, body.value) : body, 201);
  },
  { showsSecret: true },
);
