import { z } from "zod";
import type { CutOffItem, CutOffPlace } from "@/lib/api/cut-offs";
import { isOnline } from "@/lib/api/target-state";
import type { Prisma } from "@/lib/generated/prisma/client";

export const CUT_OFF_COLUMNS = {
  id: true,
  number: true,
  kind: true,
  nounId: true,
  name: true,
  reason: true,
  startedAt: true,
  startedBy: true,
  finishedAt: true,
  liftedAt: true,
  liftedBy: true,
  liftReason: true,
  targets: { select: { verifiedAt: true, job: { select: { state: true } } } },
} as const satisfies Prisma.CutOffSelect;

export function cutOffItem({
  targets,
  startedAt,
  finishedAt,
  liftedAt,
  liftedBy,
  liftReason,
  ...row
}: Prisma.CutOffGetPayload<{ select: typeof CUT_OFF_COLUMNS }>): CutOffItem {
  return {
    ...row,
    lifted: liftedAt && { at: liftedAt.toISOString(), by: liftedBy ?? "", reason: liftReason ?? "" },
    startedAt: startedAt.toISOString(),
    finishedAt: finishedAt?.toISOString() ?? null,
    targets: targets.length,
    verified: targets.filter(({ verifiedAt, job }) => verifiedAt !== null || job?.state === "verified")
      .length,
  };
}

export const PLACE_COLUMNS = {
  targetId: true,
  problem: true,
  verifiedAt: true,
  revision: { select: { number: true, siteConfig: { select: { id: true, name: true } } } },
  target: {
    select: { scope: true, server: { select: { id: true, name: true, state: true, lastSeenAt: true } } },
  },
  job: { select: { deploymentId: true, state: true, result: true, finishedAt: true } },
} as const satisfies Prisma.CutOffTargetSelect;

const saidSchema = z.object({ code: z.string().nullable(), message: z.string().nullable() });

export function placeItem(
  row: Prisma.CutOffTargetGetPayload<{ select: typeof PLACE_COLUMNS }>,
  now: number,
): CutOffPlace {
  const { revision, target, job } = row;
  const { server, scope } = target;
  const verifiedAt = row.verifiedAt ?? (job?.state === "verified" ? job.finishedAt : null);
  const said = saidSchema.safeParse(job ? job.result : row.problem).data;
  return {
    targetId: row.targetId,
    serverId: server.id,
    serverName: server.name,
    scope,
    online: server.state === "approved" && isOnline(server.lastSeenAt, now),
    lastSeenAt: server.lastSeenAt?.toISOString() ?? null,
    siteConfigId: revision.siteConfig.id,
    siteConfigName: revision.siteConfig.name,
    revision: revision.number,
    deploymentId: job?.deploymentId ?? null,
    state: verifiedAt !== null ? "verified" : (job?.state ?? "waiting"),
    code: said?.code ?? null,
    message: said?.message ?? null,
    verifiedAt: verifiedAt?.toISOString() ?? null,
  };
}
