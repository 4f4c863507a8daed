import { z } from "zod";
import { leaseProofSchema } from "@/lib/agent-api/jobs";
import { LEASE_SECONDS } from "@/lib/agent-api/protocol";
import { parseInput } from "@/lib/api/parse";
import { db } from "@/lib/db";
import { fail, ok, type Result } from "@/lib/errors";
import type { Server } from "@/lib/generated/prisma/client";

/** Is the job still this agent's? Asked every minute and right before the commit. Errors: `invalid-input`, `lease-lost`. */
export async function renewLease(server: Server, jobId: string, input: unknown): Promise<Result<null>> {
  const parsed = parseInput(leaseProofSchema, input);
  if (!parsed.ok) return parsed;
  if (!z.uuid().safeParse(jobId).success) return lost();
  const renewed = await db().deploymentTarget.updateMany({
    where: {
      id: jobId,
      state: "leased",
      ...parsed.value,
      target: { serverId: server.id, server: { state: "approved" } },
    },
    data: { leaseExpiresAt: new Date(Date.now() + LEASE_SECONDS * 1000) },
  });
  if (renewed.count === 1) return ok(null);
  return lost();
}

function lost() {
  return fail("lease-lost", "The job is no longer this agent's. Nothing may be committed.");
}
