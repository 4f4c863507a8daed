import type { Prisma } from "@/lib/generated/prisma/client";

/** A job with what its evidence tells; not what is pushed nor what the server looked like, which may have megabytes each. */
export const JOB_PARTS = {
  omit: { bundle: true, steps: true, result: true },
  include: {
    target: {
      omit: { observed: true },
      include: {
        server: {
          select: {
            id: true,
            name: true,
            state: true,
            fingerprint: true,
            signingKey: true,
            sealingKey: true,
            allowedSites: true,
            passwordHandling: true,
            sharedConfiguration: true,
            mac: true,
          },
        },
      },
    },
    revision: { omit: { config: true }, include: { siteConfig: { select: { name: true } } } },
    deployment: true,
  },
} as const satisfies Prisma.DeploymentTargetDefaultArgs;

export type JobRow = Prisma.DeploymentTargetGetPayload<typeof JOB_PARTS>;
