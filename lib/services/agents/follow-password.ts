import type { JobResultRequest } from "@/lib/agent-api/jobs";
import { CONSOLE } from "@/lib/auth/actor";
import { notify, notifyAll } from "@/lib/db-notify";
import type { Deployment, Prisma } from "@/lib/generated/prisma/client";
import { recordEvent } from "@/lib/services/audit/record";

/** What an agent says when Windows refused the one logon that it tried with a new password. */
const REFUSED = "logon-refused";

/**
 * What the end of one job means for a password that goes to many places, in the caller's transaction. Refused by Windows: all that
 * still waits, in this push and in those that bring the same password, is over, and nothing tries it again by itself. Verified on the
 * first target: the pushes that waited for it go on.
 */
export async function followPassword(
  tx: Prisma.TransactionClient,
  deployment: Deployment,
  job: { outcome: JobResultRequest["outcome"]; code?: string | undefined; place: string },
): Promise<void> {
  if (job.code === REFUSED) return stopAll(tx, deployment, job.place);
  if (deployment.kind !== "password" || job.outcome !== "verified") return;
  const waiting = await tx.deployment.findMany({
    where: { canaryOfId: deployment.id, state: "paused", stateReason: { startsWith: "Waits until" } },
    select: { id: true, number: true, targets: { select: { target: { select: { serverId: true } } } } },
    orderBy: { id: "asc" },
  });
  for (const { id, number, targets } of waiting) {
    await tx.deployment.update({ where: { id }, data: { state: "running", stateReason: null } });
    await recordEvent(tx, CONSOLE, {
      action: "deployment.resume",
      nounId: id,
      nounName: `Deployment ${number}`,
      reason: `The password is verified on ${job.place}.`,
    });
    await notifyAll(tx, "agent", [...new Set(targets.map(({ target }) => target.serverId))]);
    await notify(tx, "deployment", id);
  }
}

async function stopAll(tx: Prisma.TransactionClient, deployment: Deployment, place: string): Promise<void> {
  const first = deployment.canaryOfId ?? deployment.id;
  const stateReason = `Windows refused the password on ${place}. It was tried once there and nowhere after. Set it again before the next push.`;
  const group = await tx.deployment.findMany({
    where: { OR: [{ id: first }, { canaryOfId: first }], state: { in: ["running", "paused", "soaking"] } },
    select: { id: true, number: true },
    orderBy: { id: "asc" },
  });
  for (const { id, number } of group) {
    const left = await tx.deploymentTarget.updateMany({
      where: { deploymentId: id, state: "queued" },
      data: {
        state: "superseded",
        finishedAt: new Date(),
        result: { code: REFUSED, message: stateReason, warnings: [], observedDigest: null },
      },
    });
    if (left.count === 0) continue;
    await tx.deployment.update({ where: { id }, data: { state: "aborted", stateReason, soakUntil: null } });
    await recordEvent(tx, CONSOLE, {
      action: "deployment.stop",
      nounId: id,
      nounName: `Deployment ${number}`,
      after: { notPushedTo: left.count },
      reason: stateReason,
    });
    await notify(tx, "deployment", id);
  }
}
