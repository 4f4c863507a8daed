import { type DeploymentItem, retryTargetsSchema } from "@/lib/api/deployments";
import { parseInput } from "@/lib/api/parse";
import type { Actor } from "@/lib/auth/actor";
import { may } from "@/lib/auth/permissions";
import { notify } from "@/lib/db-notify";
import { fail, ok, type Result } from "@/lib/errors";
import { Prisma } from "@/lib/generated/prisma/client";
import { jobMac } from "@/lib/secrets/records";
import { recordEvent } from "@/lib/services/audit/record";
import { transact } from "@/lib/services/audit/transaction";
import { limitedAccounts } from "@/lib/services/revisions/account-scope";
import { awaitCutOffs, cutOffsHold, heldCutOffs } from "@/lib/services/revisions/cut-offs-held";
import { rejected } from "@/lib/services/revisions/push";
import { readRevision } from "@/lib/services/revisions/read";
import { takeTargets } from "@/lib/services/revisions/take-targets";
import { holdDeployment } from "./hold";
import { readItem } from "./row";
import { wakeAgents } from "./wake-agents";

/**
 * Tries failed or undone targets once more, because a person says so: a new attempt under a raised sequence, as it was confirmed
 * the first time, in the wave that is open. One that was tried again since the person looked is left alone.
 * Errors: `not-allowed`, `invalid-input`, `not-found`, `deployment-over` (aborted), `conflict`, `stored-data-altered`,
 * `revision-rejected`, `cut-off-holds` (of a cut-off since the push began) and those of `takeTargets`.
 */
export async function retryTargets(
  actor: Actor,
  id: string,
  input: unknown,
): Promise<Result<DeploymentItem>> {
  const allowed = may(actor, "deployment.start");
  if (!allowed.ok) return allowed;
  const parsed = parseInput(retryTargetsSchema, input);
  if (!parsed.ok) return parsed;
  return transact(
    async (tx) => {
      const held = await holdDeployment(tx, actor, id);
      if (!held.ok) return held;
      const deployment = held.value;
      if (deployment.state === "aborted")
        return fail("deployment-over", "This push was aborted. Push the revision again.");
      const jobs = await jobsToRetry(tx, id, parsed.value.jobs);
      if (!jobs.ok || jobs.value.length === 0) return jobs.ok ? ok(await readItem(tx, id)) : jobs;

      const revision = await readRevisionOf(tx, deployment.revisionId);
      if (!revision.ok) return revision;
      const { row, config } = revision.value;
      if (row.rejection !== null) return rejected(row.number, row.rejection);
      await awaitCutOffs(tx, row.siteConfigId);
      const since = deployment.createdAt;
      const cutOffs = deployment.kind === "cutOff" ? [] : await heldCutOffs(tx, config, since);
      if (cutOffs.length > 0) return cutOffsHold(row.number, cutOffs);
      const places = jobs.value.map(({ target }) => target);
      const taken = await takeTargets(tx, actor, places, row.siteConfigId, await limitedAccounts(tx, config));
      if (!taken.ok) return taken;
      for (const [index, job] of jobs.value.entries()) {
        const { serverId, scope, sequence = 0 } = taken.value[index] ?? job.target;
        const fields = { ...job, attempt: job.attempt + 1, sequence };
        await tx.deploymentTarget.update({
          where: { id: job.id },
          data: {
            ...NOT_TRIED,
            sequence,
            attempt: fields.attempt,
            wave: deployment.openWave,
            mac: jobMac({ ...fields, serverId, scope }),
          },
        });
      }
      const failures = await tx.deploymentTarget.count({
        where: { deploymentId: id, state: { in: ["failed", "undone"] } },
      });
      await tx.deployment.update({
        where: { id },
        data: {
          state: "running",
          stateReason: null,
          soakUntil: null,
          failuresAccepted: Math.min(deployment.failuresAccepted, failures),
        },
      });
      await recordEvent(tx, actor, {
        action: "deployment.retry",
        nounId: id,
        nounName: `Deployment ${deployment.number}`,
        after: {
          targets: taken.value.map(({ serverName, scope }) => `${serverName}: ${scope || "server level"}`),
        },
      });
      await wakeAgents(tx, id);
      await notify(tx, "deployment", id);
      return ok(await readItem(tx, id));
    },
    { timeout: 60_000 },
  );
}

const NOT_TRIED = {
  state: "queued",
  steps: [],
  result: Prisma.DbNull,
  leaseId: null,
  leaseExpiresAt: null,
  bundleDigest: null,
  bundle: null,
  startedAt: null,
  finishedAt: null,
} as const satisfies Prisma.DeploymentTargetUpdateInput;

async function jobsToRetry(
  tx: Prisma.TransactionClient,
  deploymentId: string,
  asked: readonly { id: string; attempt: number }[],
) {
  const rows = await tx.deploymentTarget.findMany({
    where: { deploymentId, id: { in: asked.map(({ id }) => id) } },
    include: { target: { include: { server: { select: { name: true } } } } },
    orderBy: { id: "asc" },
  });
  if (rows.length < new Set(asked.map(({ id }) => id)).size)
    return fail("not-found", "One of the targets is not part of this push.", { field: "jobs" });
  const seen = new Map(asked.map(({ id, attempt }) => [id, attempt]));
  const again = rows.filter(({ id, attempt }) => seen.get(id) === attempt);
  for (const { state, sequence, target } of again) {
    const place = `"${target.scope || "server level"}" on ${target.server.name}`;
    if (state !== "failed" && state !== "undone")
      return fail("conflict", `The push to ${place} has not failed. Load the page again.`);
    if (sequence !== target.sequence)
      return fail("conflict", `There was a newer push to ${place} since. Make a new push instead.`);
  }
  return ok(again);
}

async function readRevisionOf(tx: Prisma.TransactionClient, revisionId: string) {
  const { siteConfigId, number } = await tx.revision.findUniqueOrThrow({ where: { id: revisionId } });
  return readRevision(tx, siteConfigId, number);
}
