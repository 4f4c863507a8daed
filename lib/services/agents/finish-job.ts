import type { JobResultRequest } from "@/lib/agent-api/jobs";
import type { AuditAction } from "@/lib/api/audit-events";
import { type Actor, CONSOLE } from "@/lib/auth/actor";
import { notify } from "@/lib/db-notify";
import type { Prisma } from "@/lib/generated/prisma/client";
import { recordEvent } from "@/lib/services/audit/record";

type JobRow = Prisma.DeploymentTargetGetPayload<{
  include: {
    target: { include: { server: true } };
    revision: { include: { siteConfig: true } };
    deployment: true;
  };
}>;
type Outcome = Pick<JobResultRequest, "outcome" | "code" | "message"> & Partial<JobResultRequest>;

/** Ends a job with its evidence, in the caller's transaction: the row, the target's deployed revision, the event, the wake-up. */
export async function finishJob(
  tx: Prisma.TransactionClient,
  job: JobRow,
  { outcome, code, message, steps, warnings, observedDigest }: Outcome,
  actor: Actor = CONSOLE,
): Promise<void> {
  const { deployment, revision, target } = job;
  await tx.deploymentTarget.update({
    where: { id: job.id },
    data: {
      state: outcome,
      finishedAt: new Date(),
      bundle: null,
      ...(steps && { steps }),
      result: {
        code: code ?? null,
        message: message ?? null,
        warnings: warnings ?? [],
        observedDigest: observedDigest ?? null,
      },
    },
  });
  if (outcome === "verified")
    await tx.target.update({
      where: { id: target.id },
      data: {
        deployedRevisionId: revision.id,
        deployedDigest: revision.digest,
        deployedAt: new Date(),
        observedDigest: revision.digest,
        observedAt: new Date(),
      },
    });
  const after = {
    deployment: deployment.number,
    siteConfig: revision.siteConfig.name,
    revision: revision.number,
    digest: revision.digest,
    server: target.server.name,
    site: target.scope,
    sequence: job.sequence,
  };
  await recordEvent(tx, actor, {
    action: ACTIONS[outcome],
    nounId: deployment.id,
    nounName: `Deployment ${deployment.number} on ${target.server.name}, ${target.scope || "server level"}`,
    after,
    ...(message && { reason: `${code}: ${message}` }),
  });
  if (outcome !== "verified") await stopAtFailure(tx, job, code);
  await notify(tx, "deployment", deployment.id);
}

/** Where a failure is to stop the push, what still waits stays where it is until a person has looked. */
async function stopAtFailure(
  tx: Prisma.TransactionClient,
  { deployment, target }: JobRow,
  code: string | undefined,
): Promise<void> {
  const place = `${target.server.name}, ${target.scope || "server level"}`;
  const stateReason = `Stopped: ${place} failed${code ? ` with ${code}` : ""}.`;
  const stopped = await tx.deployment.updateMany({
    where: {
      id: deployment.id,
      stopOnFailure: true,
      state: { in: ["running", "soaking"] },
      targets: { some: { state: "queued" } },
    },
    data: { state: "paused", stateReason },
  });
  if (stopped.count === 0) return;
  await recordEvent(tx, CONSOLE, {
    action: "deployment.stop",
    nounId: deployment.id,
    nounName: `Deployment ${deployment.number}`,
    reason: stateReason,
  });
}

const ACTIONS: Record<JobResultRequest["outcome"], AuditAction> = {
  verified: "deployment.verified",
  failed: "deployment.failed",
  undone: "deployment.undone",
};
