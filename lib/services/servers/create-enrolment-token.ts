import { groupFingerprint, keyFingerprint } from "@/lib/agent-api/keys";
import { parseInput } from "@/lib/api/parse";
import { createEnrolmentTokenSchema, type EnrolmentTokenAnswer } from "@/lib/api/servers";
import type { Actor } from "@/lib/auth/actor";
import { may } from "@/lib/auth/permissions";
import { env } from "@/lib/env";
import { ok, type Result } from "@/lib/errors";
import { consolePublicKey } from "@/lib/secrets/console-key";
import { transact } from "@/lib/services/audit/transaction";
import { enrolmentCommands } from "./enrolment-commands";
import { issueToken } from "./enrolment-token";

/** A single-use token for one host and the command to run there. Errors: `not-allowed`, `invalid-input`. */
export async function createEnrolmentToken(
  actor: Actor,
  input: unknown,
): Promise<Result<EnrolmentTokenAnswer>> {
  const allowed = may(actor, "server.write");
  if (!allowed.ok) return allowed;
  const parsed = parseInput(createEnrolmentTokenSchema, input);
  if (!parsed.ok) return parsed;
  return transact(async (tx) =>
    ok(
      await tokenAnswer(
        parsed.value.hostName,
        await issueToken(tx, actor, { ...parsed.value, serverName: null }),
      ),
    ),
  );
}

/** The token with the command that carries it; shown once. */
export async function tokenAnswer(
  hostName: string,
  { id, token, expiresAt }: Awaited<ReturnType<typeof issueToken>>,
): Promise<EnrolmentTokenAnswer> {
  const fingerprint = await keyFingerprint(consolePublicKey());
  return {
    id,
    hostName,
    expiresAt: expiresAt.toISOString(),
    token,
    consoleKeyFingerprint: groupFingerprint(fingerprint),
    command: enrolmentCommands({ publicUrl: env().publicUrl, token, fingerprint }),
  };
}
