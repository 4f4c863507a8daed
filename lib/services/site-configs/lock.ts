import { z } from "zod";
import { fail, ok, type Result } from "@/lib/errors";
import type { Prisma, SiteConfig } from "@/lib/generated/prisma/client";

/**
 * Takes the row for this transaction and checks that it is still what the person saw: two people at once get a clear
 * conflict, never a lost update. Errors: `not-found`, `if-match-required`, `conflict`.
 */
export async function lockSiteConfig(
  tx: Prisma.TransactionClient,
  id: string,
  version: number | null,
): Promise<Result<SiteConfig>> {
  if (!z.uuid().safeParse(id).success) return notFound();
  await tx.$queryRaw`SELECT 1 FROM "SiteConfig" WHERE id = ${id}::uuid FOR UPDATE`;
  const row = await tx.siteConfig.findUnique({ where: { id } });
  if (row === null) return notFound();
  if (version === null)
    return fail("if-match-required", 'Send the version that you changed as If-Match, such as If-Match: "3".');
  if (row.version !== version)
    return fail(
      "conflict",
      `"${row.name}" was changed meanwhile: you saw version ${version}, now it is ${row.version}. Load it again and repeat your change.`,
    );
  return ok(row);
}

function notFound() {
  return fail("not-found", "There is no such site config. It may have been deleted.");
}
