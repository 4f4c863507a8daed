import { personRoute, reply } from "@/app/api/_http/person-route";
import { ADOPTION_LIMIT } from "@/lib/api/adoptions";
import { adopt } from "@/lib/services/site-configs/adopt";

/** Dry run and run of an adoption: see `adoptSchema`. */
export const POST = personRoute(async ({ actor, json }) => {
  const body = await json(ADOPTION_LIMIT);
  return reply(body.ok ? await adopt(actor, body.value) : body);
});
