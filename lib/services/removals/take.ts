import { z } from "zod";
import type { Actor } from "@/lib/auth/actor";
import { mayChangeSiteConfig } from "@/lib/auth/server-scope";
import { fail, ok, type Result } from "@/lib/errors";
import type { Prisma } from "@/lib/generated/prisma/client";
import { REMOVAL_ROW, type RemovalRow } from "./row";

/**
 * Takes a removal for this transaction and checks that it is still what the person saw.
 * Errors: `not-found`, `if-match-required`, `conflict`, `server-out-of-scope`.
 */
export async function takeRemoval(
  tx: Prisma.TransactionClient,
  actor: Actor,
  id: string,
  version: number | null,
): Promise<Result<RemovalRow>> {
  if (!z.uuid().safeParse(id).success) return notFound();
  await tx.$queryRaw`SELECT 1 FROM "ScheduledRemoval" WHERE id = ${id}::uuid FOR UPDATE`;
  const row = await tx.scheduledRemoval.findUnique({ where: { id }, include: REMOVAL_ROW });
  if (row === null) return notFound();
  if (version === null)
    return fail("if-match-required", 'Send the version that you changed as If-Match, such as If-Match: "3".');
  if (row.version !== version)
    return fail("conflict", "The removal was changed meanwhile. Load it again and repeat your change.");
  const inScope = await mayChangeSiteConfig(tx, actor, row.siteConfigId);
  return inScope.ok ? ok(row) : inScope;
}

function notFound() {
  return fail("not-found", "There is no such removal.");
}
