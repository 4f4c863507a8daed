import { groupFingerprint, keyFingerprint } from "@/lib/agent-api/keys";
import { parseInput } from "@/lib/api/parse";
import { createEnrolmentTokenSchema, type EnrolmentTokenAnswer } from "@/lib/api/servers";
import type { Actor } from "@/lib/auth/actor";
import { may } from "@/lib/auth/permissions";
import { env } from "@/lib/env";
import { fail, ok, type Result } from "@/lib/errors";
import { consolePublicKey } from "@/lib/secrets/console-key";
import { transact } from "@/lib/services/audit/transaction";
import { enrolmentCommands } from "./enrolment-commands";
import { issueToken } from "./enrolment-token";

/**
 * A single-use token for one host and the command to run there. With `automaticApproval` the actor approves beforehand what will bring
 * it. Errors: `not-allowed`, `invalid-input`, `already-exists` (automatic approval for a host name that is known).
 */
export async function createEnrolmentToken(
  actor: Actor,
  input: unknown,
): Promise<Result<EnrolmentTokenAnswer>> {
  const allowed = may(actor, "server.write");
  if (!allowed.ok) return allowed;
  const parsed = parseInput(createEnrolmentTokenSchema, input);
  if (!parsed.ok) return parsed;
  const { automaticApproval, ...wanted } = parsed.value;
  // A script lets nobody in (docs/decisions/0011), and this would let in without anybody.
  if (automaticApproval && actor.kind !== "person")
    return fail("not-allowed", "Only a person can approve an agent beforehand.");
  return transact(async (tx) => {
    if (automaticApproval) {
      const [known] = await tx.$queryRaw<{ name: string }[]>`
        SELECT name FROM "Server" WHERE lower("hostName") = lower(${wanted.hostName}) LIMIT 1`;
      if (known)
        return fail(
          "already-exists",
          `A server with the host name ${wanted.hostName} is known here already (${known.name}), so nothing of that name is approved automatically. Re-enrol it on its page, or make the command without automatic approval.`,
          { field: "automaticApproval" },
        );
    }
    const approver = automaticApproval ? { approverId: actor.id } : {};
    const issued = await issueToken(tx, actor, { ...wanted, serverName: null, ...approver });
    return ok(await tokenAnswer(wanted.hostName, issued, automaticApproval));
  });
}

/** The token with the command that carries it; shown once. */
export async function tokenAnswer(
  hostName: string,
  { id, token, expiresAt }: Awaited<ReturnType<typeof issueToken>>,
  automaticApproval = false,
): Promise<EnrolmentTokenAnswer> {
  const fingerprint = await keyFingerprint(consolePublicKey());
  return {
    id,
    hostName,
    expiresAt: expiresAt.toISOString(),
    token,
    automaticApproval,
    consoleKeyFingerprint: groupFingerprint(fingerprint),
    command: enrolmentCommands({ publicUrl: env().publicUrl, token, fingerprint }),
  };
}
