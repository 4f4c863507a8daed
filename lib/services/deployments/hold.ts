import { z } from "zod";
import { fail, ok, type Result } from "@/lib/errors";
import type { Deployment, Prisma } from "@/lib/generated/prisma/client";

/** Holds a deployment's row until the end of the transaction. Error: `not-found`. */
export async function holdDeployment(tx: Prisma.TransactionClient, id: string): Promise<Result<Deployment>> {
  if (!z.uuid().safeParse(id).success) return fail("not-found", "There is no such deployment.");
  await tx.$queryRaw`SELECT 1 FROM "Deployment" WHERE id = ${id}::uuid FOR UPDATE`;
  const row = await tx.deployment.findUnique({ where: { id } });
  return row === null ? fail("not-found", "There is no such deployment.") : ok(row);
}

export function isOver() {
  return fail("deployment-over", "This push is over: nothing of it waits any more.");
}
