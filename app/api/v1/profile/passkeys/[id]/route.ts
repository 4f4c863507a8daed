import { personRoute, reply } from "@/app/api/_http/person-route";
import { removePasskey } from "@/lib/services/profile/remove-passkey";

export const DELETE = personRoute<{ id: string }>(async ({ actor, params }) =>
  reply(await removePasskey(actor, params.id)),
);
