import { randomUUID } from "node:crypto";
import type { Actor } from "@/lib/auth/actor";
import { notify } from "@/lib/db-notify";
import { fail, ok, type Result } from "@/lib/errors";
import type { Deployment, Prisma } from "@/lib/generated/prisma/client";
import { jobMac } from "@/lib/secrets/records";
import { recordEvent } from "@/lib/services/audit/record";
import { type LimitedAccount, limitedAccounts, outOfScope } from "./account-scope";
import { isOursByAdoption } from "./adopted";
import { readRevision } from "./read";

/** A place to push to, as it was confirmed. */
export interface PushTarget extends Place {
  expectedDigest: string | null;
  takeOver: boolean;
  allowEmpty: boolean;
}
export interface Push {
  siteConfigId: string;
  /** Number of the revision. */
  revision: number;
  message: string;
  /** Each place once. */
  targets: PushTarget[];
}

/**
 * Makes one job per target with a raised sequence each, in the caller's transaction. An older job that still waits gives way; a
 * running one stops the push. Errors: `not-found`, `stored-data-altered`, `server-not-approved`, `target-taken`, `push-running`,
 * `account-out-of-scope`.
 */
export async function pushRevision(
  tx: Prisma.TransactionClient,
  actor: Actor,
  { siteConfigId, revision: number, message, targets }: Push,
): Promise<Result<Deployment>> {
  const revision = await readRevision(tx, siteConfigId, number);
  if (!revision.ok) return revision;
  const { row, config } = revision.value;
  const limited = await limitedAccounts(tx, config);
  const deployment = await tx.deployment.create({
    data: { revisionId: row.id, message, createdBy: actor.name },
  });
  const places: string[] = [];
  for (const { serverId, scope, ...confirmed } of targets.toSorted(byPlace)) {
    const target = await takeTarget(tx, serverId, scope, siteConfigId, limited);
    if (!target.ok) return target;
    const { targetId } = target.value;
    const takeOver =
      confirmed.takeOver || (await isOursByAdoption(tx, targetId, confirmed.expectedDigest, config));
    await queueJob(tx, {
      deploymentId: deployment.id,
      revisionId: row.id,
      serverId,
      ...target.value,
      ...confirmed,
      takeOver,
    });
    places.push(`${target.value.serverName}: ${target.value.scope || "server level"}`);
    await notify(tx, "agent", serverId);
  }
  await recordEvent(tx, actor, {
    action: "deployment.start",
    nounId: deployment.id,
    nounName: `Deployment ${deployment.number}`,
    after: { siteConfig: row.siteConfig.name, revision: row.number, digest: row.digest, targets: places },
    ...(message && { reason: message }),
  });
  return ok(deployment);
}

interface Place {
  serverId: string;
  scope: string;
}

/** IIS compares names of sites without case: two spellings are one place. */
export function placeKey({ serverId, scope }: Place): string {
  return `${serverId} ${scope.toLowerCase()}`;
}

/** Two pushes at once take the servers' rows in the same order, so that neither waits for the other in a ring. */
function byPlace(one: Place, other: Place): number {
  return placeKey(one) < placeKey(other) ? -1 : 1;
}

/** Makes or takes the target, raises its sequence and lets older waiting jobs give way. */
async function takeTarget(
  tx: Prisma.TransactionClient,
  serverId: string,
  wantedScope: string,
  siteConfigId: string,
  limited: readonly LimitedAccount[],
) {
  await tx.$queryRaw`SELECT 1 FROM "Server" WHERE id = ${serverId}::uuid FOR UPDATE`;
  const server = await tx.server.findUnique({
    where: { id: serverId },
    select: { state: true, name: true, groups: { select: { groupId: true } } },
  });
  if (server?.state !== "approved")
    return fail("server-not-approved", `${server?.name ?? "The server"} is not approved.`);
  const [outside] = outOfScope(limited, server);
  if (outside !== undefined) return { ok: false as const, error: outside };
  const taken = await tx.target.findMany({ where: { serverId }, select: { scope: true } });
  const key = wantedScope.toLowerCase();
  const scope = taken.find((each) => each.scope.toLowerCase() === key)?.scope ?? wantedScope;
  const made = await tx.target.upsert({
    where: { serverId_scope: { serverId, scope } },
    create: { serverId, scope, siteConfigId, sequence: 1 },
    update: { sequence: { increment: 1 } },
    include: {
      siteConfig: { select: { name: true } },
      jobs: { where: { state: "leased" }, select: { id: true } },
    },
  });
  if (made.siteConfigId !== siteConfigId)
    return fail(
      "target-taken",
      `"${scope || "server level"}" on ${server.name} belongs to the site config ${made.siteConfig.name}.`,
    );
  if (made.jobs.length > 0)
    return fail("push-running", `A push to ${server.name} is running. Wait for its end.`);
  await tx.deploymentTarget.updateMany({
    where: { targetId: made.id, state: "queued" },
    data: { state: "superseded", finishedAt: new Date() },
  });
  return ok({ targetId: made.id, scope, sequence: made.sequence, serverName: server.name });
}

async function queueJob(
  tx: Prisma.TransactionClient,
  job: {
    deploymentId: string;
    revisionId: string;
    targetId: string;
    serverId: string;
    scope: string;
    sequence: number;
    expectedDigest: string | null;
    takeOver: boolean;
    allowEmpty: boolean;
  },
): Promise<void> {
  const { deploymentId, serverId, scope, revisionId, targetId, sequence } = job;
  const { expectedDigest, takeOver, allowEmpty } = job;
  const fields = {
    id: randomUUID(),
    revisionId,
    targetId,
    sequence,
    expectedDigest,
    takeOver,
    allowEmpty,
    attempt: 1,
  };
  await tx.deploymentTarget.create({
    data: { ...fields, deploymentId, mac: jobMac({ ...fields, serverId, scope }) },
  });
}
