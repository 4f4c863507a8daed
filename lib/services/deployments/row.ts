import { z } from "zod";
import { type DeploymentItem, type DeploymentTargetItem, stepSchema } from "@/lib/api/deployments";
import type { DeploymentState, JobState, Prisma } from "@/lib/generated/prisma/client";
import { waitingForWindow } from "./waits-for-window";

export const DEPLOYMENT_COLUMNS = {
  id: true,
  number: true,
  message: true,
  kind: true,
  state: true,
  createdAt: true,
  createdBy: true,
  revision: { select: { number: true, digest: true, siteConfig: { select: { id: true, name: true } } } },
} as const satisfies Prisma.DeploymentSelect;
type Row = Prisma.DeploymentGetPayload<{ select: typeof DEPLOYMENT_COLUMNS }>;
export type JobCounts = Partial<Record<JobState, number>>;

/** How many jobs of each deployment on these servers are in which state, without reading the jobs. */
export async function countJobs(
  tx: Prisma.TransactionClient,
  deploymentIds: string[],
  servers: Prisma.ServerWhereInput = {},
): Promise<Map<string, JobCounts>> {
  const groups = await tx.deploymentTarget.groupBy({
    by: ["deploymentId", "state"],
    where: { deploymentId: { in: deploymentIds }, target: { server: servers } },
    _count: true,
  });
  const counts = new Map<string, JobCounts>();
  for (const { deploymentId, state, _count } of groups)
    counts.set(deploymentId, { ...counts.get(deploymentId), [state]: _count });
  return counts;
}

/** One deployment as lists show it. */
export async function readItem(tx: Prisma.TransactionClient, id: string): Promise<DeploymentItem> {
  const row = await tx.deployment.findUniqueOrThrow({ where: { id }, select: DEPLOYMENT_COLUMNS });
  const waits = (await waitingForWindow(tx, [id], Date.now())).has(id);
  return deploymentItem(row, waits, (await countJobs(tx, [id])).get(id));
}

/** `waitsForWindow`: see `waitingForWindow`. */
export function deploymentItem(
  { revision, createdAt, ...row }: Row,
  waitsForWindow: boolean,
  counts: JobCounts = {},
): DeploymentItem {
  const { queued = 0, leased = 0, verified = 0, failed = 0, undone = 0, superseded = 0 } = counts;
  const targets = queued + leased + verified + failed + undone + superseded;
  return {
    ...row,
    siteConfigId: revision.siteConfig.id,
    siteConfigName: revision.siteConfig.name,
    revision: revision.number,
    state: stateWord(row.state, queued + leased, failed + undone, superseded),
    waitsForWindow,
    targets,
    verified,
    failed: failed + undone,
    createdAt: createdAt.toISOString(),
  };
}

function stateWord(
  state: DeploymentState,
  open: number,
  failed: number,
  superseded: number,
): DeploymentItem["state"] {
  if (state === "aborted") return "aborted";
  if (open === 0) return failed > 0 ? "failed" : superseded > 0 ? "superseded" : "verified";
  return state === "paused" || state === "soaking" ? state : "pushing";
}

export const JOB_COLUMNS = {
  id: true,
  state: true,
  wave: true,
  triesPassword: true,
  attempt: true,
  sequence: true,
  steps: true,
  result: true,
  startedAt: true,
  finishedAt: true,
  target: {
    select: {
      scope: true,
      sequence: true,
      restartPendingSince: true,
      server: { select: { id: true, name: true, sharedConfiguration: true } },
    },
  },
} as const satisfies Prisma.DeploymentTargetSelect;

const storedResultSchema = z.object({
  code: z.string().nullable(),
  message: z.string().nullable(),
  warnings: z.array(z.string()),
  observedDigest: z.string().nullable(),
});
const NO_RESULT = { code: null, message: null, warnings: [], observedDigest: null };

/** `closed`: when the maintenance windows of servers open, by id; see `closedServers`. */
export function jobItem(
  { target, steps, result, ...row }: Prisma.DeploymentTargetGetPayload<{ select: typeof JOB_COLUMNS }>,
  closed: ReadonlyMap<string, { at: number; timeZone: string }>,
  readers: DeploymentTargetItem["readers"] = [],
): DeploymentTargetItem {
  const opens = row.state === "queued" ? closed.get(target.server.id) : undefined;
  return {
    ...row,
    opens: opens ? { ...opens, at: new Date(opens.at).toISOString() } : null,
    ...(storedResultSchema.safeParse(result).data ?? NO_RESULT),
    serverId: target.server.id,
    serverName: target.server.name,
    scope: target.scope,
    restartPending:
      row.state === "verified" && row.sequence === target.sequence && target.restartPendingSince !== null,
    readers,
    steps: z.array(stepSchema).safeParse(steps).data ?? [],
    startedAt: row.startedAt?.toISOString() ?? null,
    finishedAt: row.finishedAt?.toISOString() ?? null,
  };
}
