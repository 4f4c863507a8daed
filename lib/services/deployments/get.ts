import { z } from "zod";
import type { DeploymentDetail } from "@/lib/api/deployments";
import type { Actor } from "@/lib/auth/actor";
import { may } from "@/lib/auth/permissions";
import { db } from "@/lib/db";
import { fail, ok, type Result } from "@/lib/errors";
import { DEPLOYMENT_COLUMNS, deploymentItem, JOB_COLUMNS, jobItem } from "./row";

/** One deployment with the job of each target. Errors: `not-allowed`, `not-found`. */
export async function getDeployment(actor: Actor, id: string): Promise<Result<DeploymentDetail>> {
  const allowed = may(actor, "read");
  if (!allowed.ok) return allowed;
  const row =
    z.uuid().safeParse(id).success && (await db().deployment.findUnique({ where: { id }, select: DETAIL }));
  if (!row) return fail("not-found", "There is no such deployment.");
  return ok({ ...deploymentItem(row), digest: row.revision.digest, jobs: row.targets.map(jobItem) });
}

const DETAIL = {
  ...DEPLOYMENT_COLUMNS,
  targets: { select: JOB_COLUMNS, orderBy: { createdAt: "asc" } },
} as const;
