import type { Prisma } from "@/lib/generated/prisma/client";

/** A job with what its evidence tells; not what is pushed nor what the server looked like, which may have megabytes each. */
export const JOB_PARTS = {
  target: { omit: { observed: true }, include: { server: { omit: { inventory: true } } } },
  revision: { omit: { config: true }, include: { siteConfig: { select: { name: true } } } },
  deployment: true,
} as const satisfies Prisma.DeploymentTargetInclude;

export type JobRow = Prisma.DeploymentTargetGetPayload<{ include: typeof JOB_PARTS }>;
