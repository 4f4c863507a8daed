import { personRoute, reply } from "@/app/api/_http/person-route";
import { undoStep } from "@/lib/services/drafts/undo";

export const POST = personRoute<{ id: string }>(async ({ actor, params, version }) =>
  reply(await undoStep(actor, params.id, version)),
);
