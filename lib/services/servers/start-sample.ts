import { hostname } from "node:os";
import { keyFingerprint } from "@/lib/agent-api/keys";
import type { Actor } from "@/lib/auth/actor";
import { may } from "@/lib/auth/permissions";
import { env } from "@/lib/env";
import { fail, ok, type Result } from "@/lib/errors";
import { consolePublicKey } from "@/lib/secrets/console-key";
import { recordEvent } from "@/lib/services/audit/record";
import { transact } from "@/lib/services/audit/transaction";
import { issueToken } from "./enrolment-token";
import { startSampleAgent } from "./launcher";

const SAMPLE_NAME = "Sample server";

/**
 * A real agent over a sample applicationHost.config under the data folder, to try everything on; it waits for approval as any
 * other. Errors: `not-allowed`, `already-exists`, `no-launcher`.
 */
export async function startSample(actor: Actor): Promise<Result<null>> {
  const allowed = may(actor, "server.write");
  if (!allowed.ok) return allowed;
  const issued = await transact(async (tx) => {
    const there = await tx.server.count({
      where: { name: SAMPLE_NAME, state: { in: ["pending", "approved"] } },
    });
    if (there > 0) return fail("already-exists", "The sample server is there already.");
    const wanted = { hostName: hostname(), serverName: SAMPLE_NAME, allowedSites: [], minutes: 15 };
    const token = await issueToken(tx, actor, wanted);
    await recordEvent(tx, actor, { action: "server.start-sample", nounId: token.id, nounName: SAMPLE_NAME });
    return ok(token);
  });
  if (!issued.ok) return issued;
  const { id, token } = issued.value;
  const consoleKeyFingerprint = await keyFingerprint(consolePublicKey());
  return startSampleAgent({ id, token, url: `http://127.0.0.1:${env().port}`, consoleKeyFingerprint });
}
