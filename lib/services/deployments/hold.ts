import { z } from "zod";
import type { Actor } from "@/lib/auth/actor";
import { GROUPED, mayOnServers, scopeOf } from "@/lib/auth/server-scope";
import { fail, ok, type Result } from "@/lib/errors";
import type { Deployment, Prisma } from "@/lib/generated/prisma/client";

/** Holds a deployment's row until the end of the transaction. Errors: `not-found`, `server-out-of-scope`. */
export async function holdDeployment(
  tx: Prisma.TransactionClient,
  actor: Actor,
  id: string,
): Promise<Result<Deployment>> {
  if (!z.uuid().safeParse(id).success) return fail("not-found", "There is no such deployment.");
  await tx.$queryRaw`SELECT 1 FROM "Deployment" WHERE id = ${id}::uuid FOR UPDATE`;
  const row = await tx.deployment.findUnique({ where: { id } });
  if (row === null) return fail("not-found", "There is no such deployment.");
  if (scopeOf(actor) === null) return ok(row);
  const reached = await tx.server.findMany({
    where: { targets: { some: { jobs: { some: { deploymentId: id } } } } },
    select: GROUPED,
  });
  const inScope = mayOnServers(actor, reached);
  return inScope.ok ? ok(row) : inScope;
}

export function isOver() {
  return fail("deployment-over", "This push is over: nothing of it waits any more.");
}
