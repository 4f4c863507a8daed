import { z } from "zod";
import { parseInput } from "@/lib/api/parse";
import { type EnrolmentTokenAnswer, reEnrolSchema } from "@/lib/api/servers";
import type { Actor } from "@/lib/auth/actor";
import { may } from "@/lib/auth/permissions";
import { fail, ok, type Result } from "@/lib/errors";
import { transact } from "@/lib/services/audit/transaction";
import { tokenAnswer } from "./create-enrolment-token";
import { issueToken } from "./enrolment-token";

const STATES: readonly string[] = ["approved", "quarantined", "revoked"];

/**
 * A single-use token with which a server that is known gets new keys: after a clone, for a machine that was built anew, or after a
 * mistaken revocation. Sites, targets and history stay. Errors: `not-allowed`, `invalid-input`, `not-found`, `conflict`.
 */
export async function reEnrolServer(
  actor: Actor,
  id: string,
  input: unknown,
): Promise<Result<EnrolmentTokenAnswer>> {
  const allowed = may(actor, "server.write");
  if (!allowed.ok) return allowed;
  const parsed = parseInput(reEnrolSchema, input);
  if (!parsed.ok) return parsed;
  if (!z.uuid().safeParse(id).success) return fail("not-found", "There is no such server.");
  return transact(async (tx) => {
    const server = await tx.server.findUnique({ where: { id } });
    if (server === null) return fail("not-found", "There is no such server.");
    if (!STATES.includes(server.state))
      return fail("conflict", `${server.name} is ${server.state}. Enrol it with a token for a new server.`);
    const { hostName, allowedSites, name: serverName } = server;
    const issued = await issueToken(tx, actor, {
      ...parsed.value,
      hostName,
      allowedSites,
      serverName,
      replacesId: id,
    });
    return ok(await tokenAnswer(hostName, issued));
  });
}
