import { personRoute, reply } from "@/app/api/_http/person-route";
import { confirmTotp } from "@/lib/services/profile/confirm-totp";
import { removeTotp } from "@/lib/services/profile/remove-totp";
import { startTotp } from "@/lib/services/profile/start-totp";

export const POST = personRoute(
  async ({ actor, json }) => {
    const body = await json();
    return reply(body.ok ? await startTotp(actor, body.value) : body, 201);
  },
  { showsSecret: true },
);

export const PUT = personRoute(async ({ actor, json }) => {
  const body = await json();
  return reply(body.ok ? await confirmTotp(actor, body.value) : body);
});

export const DELETE = personRoute(async ({ actor, json }) => {
  const body = await json();
  return reply(body.ok ? await removeTotp(actor, body.value) : body);
});
