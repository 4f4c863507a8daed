import type { Prisma } from "@/lib/generated/prisma/client";

/** A job with all that makes its bundle and its evidence; not what the server looked like, which may have megabytes. */
export const JOB_PARTS = {
  target: { omit: { observed: true }, include: { server: { omit: { inventory: true } } } },
  revision: { include: { siteConfig: true } },
  deployment: true,
} as const satisfies Prisma.DeploymentTargetInclude;

export type JobRow = Prisma.DeploymentTargetGetPayload<{ include: typeof JOB_PARTS }>;
