import { z } from "zod";
import { type DeploymentItem, type DeploymentTargetItem, stepSchema } from "@/lib/api/deployments";
import type { Prisma } from "@/lib/generated/prisma/client";

export const DEPLOYMENT_COLUMNS = {
  id: true,
  number: true,
  message: true,
  createdAt: true,
  createdBy: true,
  revision: { select: { number: true, digest: true, siteConfig: { select: { id: true, name: true } } } },
  targets: { select: { state: true } },
} as const satisfies Prisma.DeploymentSelect;

export function deploymentItem({
  revision,
  targets,
  createdAt,
  ...row
}: Prisma.DeploymentGetPayload<{ select: typeof DEPLOYMENT_COLUMNS }>): DeploymentItem {
  const count = (...states: string[]) => targets.filter(({ state }) => states.includes(state)).length;
  const pushing = count("queued", "leased");
  const verified = count("verified");
  return {
    ...row,
    siteConfigId: revision.siteConfig.id,
    siteConfigName: revision.siteConfig.name,
    revision: revision.number,
    state: pushing > 0 ? "pushing" : verified === targets.length ? "verified" : "failed",
    targets: targets.length,
    verified,
    failed: count("failed", "undone"),
    createdAt: createdAt.toISOString(),
  };
}

export const JOB_COLUMNS = {
  id: true,
  state: true,
  sequence: true,
  steps: true,
  result: true,
  startedAt: true,
  finishedAt: true,
  target: { select: { scope: true, server: { select: { id: true, name: true } } } },
} as const satisfies Prisma.DeploymentTargetSelect;

const storedResultSchema = z.object({
  code: z.string().nullable(),
  message: z.string().nullable(),
  warnings: z.array(z.string()),
  observedDigest: z.string().nullable(),
});
const NO_RESULT = { code: null, message: null, warnings: [], observedDigest: null };

export function jobItem({
  target,
  steps,
  result,
  ...row
}: Prisma.DeploymentTargetGetPayload<{ select: typeof JOB_COLUMNS }>): DeploymentTargetItem {
  return {
    ...row,
    ...(storedResultSchema.safeParse(result).data ?? NO_RESULT),
    serverId: target.server.id,
    serverName: target.server.name,
    scope: target.scope,
    steps: z.array(stepSchema).safeParse(steps).data ?? [],
    startedAt: row.startedAt?.toISOString() ?? null,
    finishedAt: row.finishedAt?.toISOString() ?? null,
  };
}
