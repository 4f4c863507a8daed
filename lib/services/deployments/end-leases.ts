import { LEASE_SECONDS } from "@/lib/agent-api/protocol";
import { type Actor, CONSOLE } from "@/lib/auth/actor";
import { db } from "@/lib/db";
import { notify, notifyAll } from "@/lib/db-notify";
import { fail, ok, type Result } from "@/lib/errors";
import type { Prisma } from "@/lib/generated/prisma/client";
import { recordEvents } from "@/lib/services/audit/record";
import { transact } from "@/lib/services/audit/transaction";
import { holdDeployment } from "./hold";

/**
 * Takes back jobs whose agent did not renew its lease until `now` (milliseconds since 1970): they wait again, so that pauses,
 * maintenance windows and newer pushes hold for them; those of a push that was aborted meanwhile are over. Lease and fencing number
 * stay: what the agent did under them is still believed, until somebody else got the job. Error: `not-allowed`.
 */
export async function endLeases(actor: Actor, now: number): Promise<Result<null>> {
  if (actor.kind !== "system") return fail("not-allowed", "The console does this by itself.");
  const over = await db().deploymentTarget.findMany({
    where: { state: "leased", leaseExpiresAt: { lte: new Date(now) } },
    select: { deploymentId: true },
    distinct: ["deploymentId"],
  });
  for (const { deploymentId } of over) {
    const ended = await transact((tx) => endIn(tx, deploymentId, now));
    if (!ended.ok) return ended;
  }
  return ok(null);
}

async function endIn(tx: Prisma.TransactionClient, deploymentId: string, now: number): Promise<Result<null>> {
  const held = await holdDeployment(tx, CONSOLE, deploymentId);
  if (!held.ok) return held;
  const { number, state, stateReason } = held.value;
  // Whose result is being taken down just now is left to it.
  const rows = await tx.$queryRaw<{ id: string }[]>`
    SELECT id FROM "DeploymentTarget"
    WHERE "deploymentId" = ${deploymentId}::uuid AND state = 'leased' AND "leaseExpiresAt" <= ${new Date(now)}
    ORDER BY id FOR UPDATE SKIP LOCKED`;
  const result = { code: null, message: stateReason, warnings: [], observedDigest: null };
  const jobs = await tx.deploymentTarget.updateManyAndReturn({
    where: { id: { in: rows.map(({ id }) => id) } },
    data:
      state === "aborted" ? { state: "superseded", finishedAt: new Date(now), result } : { state: "queued" },
    select: { target: { select: { scope: true, serverId: true, server: { select: { name: true } } } } },
  });
  await recordEvents(
    tx,
    jobs.map(({ target: { scope, server } }) => ({
      actor: CONSOLE,
      entry: {
        action: "deployment.lease-ended",
        nounId: deploymentId,
        nounName: `Deployment ${number} on ${server.name}, ${scope || "server level"}`,
        reason: `The agent did not come back within ${LEASE_SECONDS / 60} minutes.`,
      },
    })),
  );
  await notifyAll(tx, "agent", [...new Set(jobs.map(({ target }) => target.serverId))]);
  await notify(tx, "deployment", deploymentId);
  return ok(null);
}
