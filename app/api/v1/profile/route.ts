import { personRoute, reply } from "@/app/api/_http/person-route";
import { currentSessionId } from "@/lib/auth/current-actor";
import { getProfile } from "@/lib/services/profile/get";

export const GET = personRoute(async ({ actor }) => reply(await getProfile(actor, await currentSessionId())));
