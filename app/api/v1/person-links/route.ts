import { readJson, reply } from "@/app/api/_http/person-route";
import { internalProblem, problem } from "@/app/api/_http/problem";
import { tooMany } from "@/app/api/_http/rate-limit";
import { addressOf } from "@/lib/auth/address";
import { isOwnOrigin } from "@/lib/auth/origin";
import { env } from "@/lib/env";
import { redeemPersonLink } from "@/lib/services/people/redeem-link";

/** Without a session: the link's token stands for the person. */
export async function POST(request: Request): Promise<Response> {
  try {
    if (!isOwnOrigin(request.headers, env().publicUrl))
      return problem({ code: "cross-site-request", message: "Open the link in the browser." });
    const address = addressOf(request.headers);
    const refused = tooMany("stranger", address);
    if (refused !== null) return refused;
    const body = await readJson(request);
    return reply(body.ok ? await redeemPersonLink(body.value, address) : body, 201);
  } catch (error) {
    return internalProblem(error);
  }
}
