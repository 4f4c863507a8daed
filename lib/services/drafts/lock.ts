import { z } from "zod";
import type { Actor } from "@/lib/auth/actor";
import { mayChangeSiteConfig } from "@/lib/auth/server-scope";
import { fail, ok, type Result } from "@/lib/errors";
import type { Prisma, SiteConfig } from "@/lib/generated/prisma/client";

/**
 * Takes the draft for this transaction and checks that it is still what the person saw: two people at once get a clear
 * conflict, never a lost update. It is the first thing that a change takes: two changes and somebody who publishes would
 * otherwise wait for each other in a ring. `mayOmitVersion`: without If-Match the change is made to the draft as it is.
 * Errors: `not-found`, `if-match-required`, `conflict`, `server-out-of-scope`.
 */
export async function lockDraft(
  tx: Prisma.TransactionClient,
  actor: Actor,
  siteConfigId: string,
  version: number | null,
  { mayOmitVersion = false }: { mayOmitVersion?: boolean } = {},
): Promise<Result<SiteConfig>> {
  if (!z.uuid().safeParse(siteConfigId).success) return notFound();
  await tx.$queryRaw`SELECT 1 FROM "SiteConfig" WHERE id = ${siteConfigId}::uuid FOR UPDATE`;
  const row = await tx.siteConfig.findUnique({ where: { id: siteConfigId } });
  if (row === null) return notFound();
  if (version === null && !mayOmitVersion)
    return fail("if-match-required", 'Send the version that you changed as If-Match, such as If-Match: "3".');
  if (version !== null && row.version !== version)
    return fail(
      "conflict",
      `"${row.name}" was changed meanwhile: you saw version ${version}, now it is ${row.version}. Load it again and repeat your change.`,
    );
  const inScope = await mayChangeSiteConfig(tx, actor, siteConfigId);
  return inScope.ok ? ok(row) : inScope;
}

function notFound() {
  return fail("not-found", "There is no such site config. It may have been deleted.");
}
