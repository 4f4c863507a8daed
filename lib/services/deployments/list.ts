import { type DeploymentItem, deploymentQuerySchema } from "@/lib/api/deployments";
import { cutPage, literally, type Page, pageWindow } from "@/lib/api/page";
import { parseInput } from "@/lib/api/parse";
import type { Actor } from "@/lib/auth/actor";
import { may } from "@/lib/auth/permissions";
import { scopeOf, visibleServers } from "@/lib/auth/server-scope";
import { db } from "@/lib/db";
import { ok, type Result } from "@/lib/errors";
import type { Prisma } from "@/lib/generated/prisma/client";
import { countJobs, DEPLOYMENT_COLUMNS, deploymentItem } from "./row";
import { waitingForWindow } from "./waits-for-window";

/** Deployments, newest first, one page; of each only what the actor may see of its servers. Errors: `not-allowed`, `invalid-input`. */
export async function listDeployments(actor: Actor, input: unknown): Promise<Result<Page<DeploymentItem>>> {
  const allowed = may(actor, "read");
  if (!allowed.ok) return allowed;
  const parsed = parseInput(deploymentQuerySchema, input);
  if (!parsed.ok) return parsed;
  const { cursor, limit, query } = parsed.value;
  const text = { contains: literally(query), mode: "insensitive" } as const;
  const where: Prisma.DeploymentWhereInput = {
    ...(query && {
      OR: [{ message: text }, { createdBy: text }, { revision: { siteConfig: { name: text } } }],
    }),
    ...(scopeOf(actor) && { targets: { some: { target: { server: visibleServers(actor) } } } }),
  };
  const [total, rows] = await Promise.all([
    db().deployment.count({ where }),
    db().deployment.findMany({
      where,
      select: DEPLOYMENT_COLUMNS,
      orderBy: { number: "desc" },
      ...pageWindow({ cursor, limit }),
    }),
  ]);
  const ids = rows.map(({ id }) => id);
  const [counts, waiting] = await Promise.all([
    countJobs(db(), ids, visibleServers(actor)),
    waitingForWindow(db(), ids, Date.now()),
  ]);
  return ok(
    cutPage(rows, limit, total, (row) => deploymentItem(row, waiting.has(row.id), counts.get(row.id))),
  );
}
