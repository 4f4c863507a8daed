import { z } from "zod";
import { type LeaseProof, leaseProofSchema } from "@/lib/agent-api/jobs";
import { LEASE_SECONDS } from "@/lib/agent-api/protocol";
import { parseInput } from "@/lib/api/parse";
import { batched } from "@/lib/batch";
import { db } from "@/lib/db";
import { fail, ok, type Result } from "@/lib/errors";
import type { EnrolledServer } from "./authenticate";

/** Is the job still this agent's? Asked every minute and right before the commit. Errors: `invalid-input`, `lease-lost`. */
export async function renewLease(
  server: EnrolledServer,
  jobId: string,
  input: unknown,
): Promise<Result<null>> {
  const parsed = parseInput(leaseProofSchema, input);
  if (!parsed.ok) return parsed;
  const id = z.uuid().safeParse(jobId);
  if (id.success && (await renew({ id: id.data.toLowerCase(), serverId: server.id, ...parsed.value })))
    return ok(null);
  return fail("lease-lost", "The job is no longer this agent's. Nothing may be committed.");
}

interface Asked extends LeaseProof {
  id: string;
  serverId: string;
}

const renew = batched(async (asked: Asked[]): Promise<boolean[]> => {
  const until = new Date(Date.now() + LEASE_SECONDS * 1000);
  const renewed = await db().$queryRaw<Omit<Asked, "serverId">[]>`
    UPDATE "DeploymentTarget" j SET "leaseExpiresAt" = ${until}
    FROM jsonb_to_recordset(${JSON.stringify(asked)}::jsonb) AS a (id uuid, "serverId" uuid, "leaseId" uuid, fencing bigint),
      "Target" t, "Server" s
    WHERE j.id = a.id AND j.state = 'leased' AND j."leaseId" = a."leaseId" AND j.fencing = a.fencing
      AND t.id = j."targetId" AND t."serverId" = a."serverId" AND s.id = t."serverId" AND s.state = 'approved'
    RETURNING j.id, j."leaseId", j.fencing`;
  const held = new Map(renewed.map((job) => [job.id, job]));
  return asked.map(({ id, leaseId, fencing }) => {
    const job = held.get(id);
    return job?.leaseId === leaseId.toLowerCase() && job.fencing === fencing;
  });
});
