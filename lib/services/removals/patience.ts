import type { Prisma } from "@/lib/generated/prisma/client";
import { closedServers } from "@/lib/services/revisions/windows";

/** So long a push that could go on may hold a removal up before it is a case for a person. */
export const PATIENCE_MS = 15 * 60_000;

export const JOB_OF_REMOVAL = {
  state: true,
  startedAt: true,
  finishedAt: true,
  deployment: { select: { kind: true, windowOverride: true } },
  target: { select: { serverId: true, server: { select: { name: true } } } },
} as const satisfies Prisma.DeploymentTargetSelect;
type Job = Prisma.DeploymentTargetGetPayload<{ select: typeof JOB_OF_REMOVAL }>;

/**
 * When patience with these jobs ends, in milliseconds since 1970. It begins at `since`, and anew where something happened later: when a
 * job was taken or ended, or when the maintenance windows first let it in.
 */
export async function patienceEnds(
  tx: Prisma.TransactionClient,
  jobs: readonly Job[],
  since: Date,
): Promise<number> {
  const closed = await closedServers(tx, serversThatWait(jobs), since.getTime());
  const begins = jobs.map(({ state, startedAt, finishedAt, target }) =>
    state === "queued" ? (closed.get(target.serverId)?.at ?? 0) : ((finishedAt ?? startedAt)?.getTime() ?? 0),
  );
  return Math.max(since.getTime(), ...begins) + PATIENCE_MS;
}

/** Servers on which a job waits that their maintenance windows may hold up. */
export function serversThatWait(jobs: readonly Job[]): string[] {
  return jobs
    .filter(({ state, deployment: { kind, windowOverride } }) => {
      return state === "queued" && kind !== "cutOff" && windowOverride === null;
    })
    .map(({ target }) => target.serverId);
}
