import { personRoute, reply } from "@/app/api/_http/person-route";
import { redoStep } from "@/lib/services/drafts/redo";

export const POST = personRoute<{ id: string }>(async ({ actor, params, version }) =>
  reply(await redoStep(actor, params.id, version)),
);
