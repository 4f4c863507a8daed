import { db } from "@/lib/db";
import { fail, ok, type Result } from "@/lib/errors";
import type { Server } from "@/lib/generated/prisma/client";

/** The bundle of a job that this very agent holds. Errors: `agent-not-approved`, `not-found`. */
export async function getBundle(server: Server, digest: string): Promise<Result<string>> {
  if (server.state !== "approved") return fail("agent-not-approved", "This agent waits for approval.");
  const job = await db().deploymentTarget.findFirst({
    where: { bundleDigest: digest, state: "leased", target: { serverId: server.id } },
    select: { bundle: true },
  });
  return job?.bundle ? ok(job.bundle) : fail("not-found", "There is no such bundle for this agent.");
}
