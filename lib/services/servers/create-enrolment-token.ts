import { groupFingerprint, keyFingerprint } from "@/lib/agent-api/keys";
import { parseInput } from "@/lib/api/parse";
import { createEnrolmentTokenSchema, type EnrolmentTokenAnswer } from "@/lib/api/servers";
import type { Actor } from "@/lib/auth/actor";
import { may } from "@/lib/auth/permissions";
import { env } from "@/lib/env";
import { ok, type Result } from "@/lib/errors";
import { consolePublicKey } from "@/lib/secrets/console-key";
import { transact } from "@/lib/services/audit/transaction";
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
  const fingerprint = await keyFingerprint(consolePublicKey());
  return transact(async (tx) => {
    const { id, token, expiresAt } = await issueToken(tx, actor, { ...parsed.value, serverName: null });
    return ok({
      id,
      hostName: parsed.value.hostName,
      expiresAt: expiresAt.toISOString(),
      token,
      consoleKeyFingerprint: groupFingerprint(fingerprint),
      command: commands(token, fingerprint),
    });
  });
}

/** Fetch, enrol, run. The token goes through the environment: an argument would stand in every process list. */
function commands(token: string, fingerprint: string) {
  const { publicUrl } = env();
  const program = `${publicUrl}/api/agent/v1/program`;
  const enroll = `node certmap-agent.mjs enroll --url ${publicUrl} --console-key ${fingerprint}`;
  return {
    shell: [
      `curl -fsS -o certmap-agent.mjs ${program}`,
      `CERTMAP_TOKEN=${token} ${enroll} --config-file ./applicationHost.config`,
      "node certmap-agent.mjs run",
    ].join("\n"),
    powershell: [
      `Invoke-WebRequest -UseBasicParsing -Uri ${program} -OutFile certmap-agent.mjs`,
      `$env:CERTMAP_TOKEN = '${token}'`,
      `${enroll} --config-file "$env:windir\\System32\\inetsrv\\config\\applicationHost.config"`,
      "Remove-Item Env:CERTMAP_TOKEN",
      "node certmap-agent.mjs run",
    ].join("\n"),
  };
}
