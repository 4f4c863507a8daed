import { z } from "zod";
import { type JobResultRequest, jobResultRequestSchema } from "@/lib/agent-api/jobs";
import { parseInput } from "@/lib/api/parse";
import type { Actor } from "@/lib/auth/actor";
import { fail, ok, type Result } from "@/lib/errors";
import type { Server } from "@/lib/generated/prisma/client";
import { transact } from "@/lib/services/audit/transaction";
import { finishJob } from "./finish-job";
import { storeInventory } from "./store-inventory";

/**
 * What came of a job; the same result twice is one. *Verified* is believed only when the digest that was read back is the
 * revision's. Errors: `invalid-input`, `not-found`, `lease-lost`.
 */
export async function recordResult(
  server: Server,
  jobId: string,
  input: unknown,
  address: string | null,
): Promise<Result<null>> {
  const parsed = parseInput(jobResultRequestSchema, input);
  if (!parsed.ok) return parsed;
  const result = parsed.value;
  if (!z.uuid().safeParse(jobId).success) return fail("not-found", "There is no such job.");
  return transact(async (tx) => {
    await tx.$queryRaw`SELECT 1 FROM "DeploymentTarget" WHERE id = ${jobId}::uuid FOR UPDATE`;
    const job = await tx.deploymentTarget.findUnique({
      where: { id: jobId, target: { serverId: server.id } },
      include: {
        target: { include: { server: true } },
        revision: { include: { siteConfig: true } },
        deployment: true,
      },
    });
    if (job === null) return fail("not-found", "There is no such job for this agent.");
    if (job.finishedAt !== null && job.attempt === result.attempt) return ok(null);
    if (job.state !== "leased" || job.leaseId !== result.leaseId || job.fencing !== result.fencing)
      return fail("lease-lost", "The job belongs to another lease by now. This result is not taken.");
    const agent: Actor = { kind: "agent", id: server.id, name: server.name, address };
    await finishJob(tx, job, proven(result, job.revision.digest), agent);
    if (result.inventory) await storeInventory(tx, server, result.inventory);
    return ok(null);
  });
}

function proven(result: JobResultRequest, wanted: string): JobResultRequest {
  if (result.outcome !== "verified" || result.observedDigest === wanted) return result;
  return {
    ...result,
    outcome: "failed",
    code: "verify-mismatch",
    message:
      "The agent called it verified, but what it read back is not the revision. Look at the server's drift.",
  };
}
