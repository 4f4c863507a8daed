import { isOnline, targetState } from "@/lib/api/target-state";
import type { TargetItem } from "@/lib/api/targets";
import type { Prisma } from "@/lib/generated/prisma/client";

export const TARGET_COLUMNS = {
  id: true,
  scope: true,
  mode: true,
  deployedDigest: true,
  deployedAt: true,
  observedDigest: true,
  observedAt: true,
  bindingDrift: true,
  restartPendingSince: true,
  correctionHeldAt: true,
  correctionHold: true,
  passwordBaseline: { select: { drift: true } },
  server: { select: { id: true, name: true, lastSeenAt: true, state: true } },
  siteConfig: { select: { id: true, name: true } },
  deployedRevision: { select: { number: true } },
  jobs: { select: { state: true }, orderBy: { sequence: "desc" }, take: 1 },
} as const satisfies Prisma.TargetSelect;

export function targetItem(
  { server, siteConfig, ...row }: Prisma.TargetGetPayload<{ select: typeof TARGET_COLUMNS }>,
  now: number,
): TargetItem {
  return {
    id: row.id,
    serverId: server.id,
    serverName: server.name,
    scope: row.scope,
    mode: row.mode,
    siteConfigId: siteConfig.id,
    siteConfigName: siteConfig.name,
    state: targetState({
      lastJob: row.jobs[0]?.state ?? null,
      deployedDigest: row.deployedDigest,
      observedDigest: row.observedDigest,
      passwordsDrifted: row.passwordBaseline?.drift != null,
      bindingDrift: row.bindingDrift,
      online: server.state === "approved" && isOnline(server.lastSeenAt, now),
    }),
    deployedRevision: row.deployedRevision?.number ?? null,
    deployedAt: row.deployedAt?.toISOString() ?? null,
    observedAt: row.observedAt?.toISOString() ?? null,
    restartPendingSince: row.restartPendingSince?.toISOString() ?? null,
    correctionHold:
      row.correctionHeldAt && row.correctionHold
        ? { since: row.correctionHeldAt.toISOString(), reason: row.correctionHold }
        : null,
  };
}
