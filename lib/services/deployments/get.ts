import { z } from "zod";
import type { DeploymentDetail } from "@/lib/api/deployments";
import type { Actor } from "@/lib/auth/actor";
import { may } from "@/lib/auth/permissions";
import { scopeOf, visibleServers } from "@/lib/auth/server-scope";
import { db } from "@/lib/db";
import { fail, ok, type Result } from "@/lib/errors";
import type { Prisma } from "@/lib/generated/prisma/client";
import { closedServers } from "@/lib/services/revisions/windows";
import { readersOf } from "./readers";
import { DEPLOYMENT_COLUMNS, deploymentItem, JOB_COLUMNS, type JobCounts, jobItem } from "./row";
import { waitingForWindow } from "./waits-for-window";

/** One deployment with the job of each target. Errors: `not-allowed`, `not-found`. */
export async function getDeployment(actor: Actor, id: string): Promise<Result<DeploymentDetail>> {
  const allowed = may(actor, "read");
  if (!allowed.ok) return allowed;
  const row =
    z.uuid().safeParse(id).success &&
    (await db().deployment.findUnique({
      where: { id },
      select: {
        ...DETAIL,
        targets: { ...DETAIL.targets, where: { target: { server: visibleServers(actor) } } },
      },
    }));
  if (!row || (row.targets.length === 0 && scopeOf(actor)))
    return fail("not-found", "There is no such deployment.");
  return ok(await detailOf(row));
}

async function detailOf(row: Prisma.DeploymentGetPayload<{ select: typeof DETAIL }>) {
  const { targets, canaryCount, waveSize, soakSeconds, stopOnFailure, ...rest } = row;
  const { openWave, soakUntil, stateReason, windowOverride, ...item } = rest;
  const counts: JobCounts = {};
  for (const { state } of targets) counts[state] = (counts[state] ?? 0) + 1;
  const waiting = targets.filter(({ state }) => state === "queued");
  const anyTime = windowOverride !== null || row.kind === "cutOff";
  const closed = await closedServers(
    db(),
    anyTime ? [] : waiting.map(({ target }) => target.server.id),
    Date.now(),
  );
  const readers = await readersOf(row.revision.id, targets);
  const waits = (await waitingForWindow(db(), [row.id], Date.now())).has(row.id);
  const soaking = row.state === "soaking" || row.state === "paused";
  return {
    ...deploymentItem(item, waits, counts),
    digest: row.revision.digest,
    rollout: { canaryCount, waveSize, soakSeconds, stopOnFailure },
    openWave,
    soakUntil: (soaking && soakUntil?.toISOString()) || null,
    stateReason,
    windowOverride,
    rollbackTo: await rollbackTo(row.revision),
    jobs: targets.map((job) => jobItem(job, closed, readers.get(job.id))),
  };
}

/** The newest older revision that says something else and was not rolled back itself. */
async function rollbackTo({
  number,
  digest,
  siteConfig,
  rejection,
}: Prisma.DeploymentGetPayload<{ select: typeof DETAIL }>["revision"]): Promise<number | null> {
  if (rejection !== null) return null;
  const older = await db().revision.findFirst({
    where: {
      siteConfigId: siteConfig.id,
      number: { lt: number },
      digest: { not: digest },
      rejection: null,
    },
    select: { number: true },
    orderBy: { number: "desc" },
  });
  return older?.number ?? null;
}

const DETAIL = {
  ...DEPLOYMENT_COLUMNS,
  revision: {
    select: { ...DEPLOYMENT_COLUMNS.revision.select, id: true, rejection: { select: { rejectedAt: true } } },
  },
  canaryCount: true,
  waveSize: true,
  soakSeconds: true,
  stopOnFailure: true,
  openWave: true,
  soakUntil: true,
  stateReason: true,
  windowOverride: true,
  targets: {
    select: JOB_COLUMNS,
    orderBy: [{ wave: "asc" }, { target: { server: { name: "asc" } } }, { id: "asc" }],
  },
} as const satisfies Prisma.DeploymentSelect;
