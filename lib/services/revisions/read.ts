import { fail, ok, type Result } from "@/lib/errors";
import type { Prisma } from "@/lib/generated/prisma/client";
import { digestSiteConfig } from "@/lib/iis/digest";
import { type SiteConfig, siteConfigSchema } from "@/lib/iis/site-config";
import { isOwnRevision } from "@/lib/secrets/records";

/** A published revision, checked against the key outside the database. Errors: `not-found`, `stored-data-altered`. */
export async function readRevision(tx: Prisma.TransactionClient, siteConfigId: string, number: number) {
  const row = await tx.revision.findUnique({
    where: { siteConfigId_number: { siteConfigId, number } },
    include: { siteConfig: { select: { name: true } }, rejection: true },
  });
  if (row === null) return fail("not-found", `There is no revision ${number} of this site config.`);
  const config = siteConfigSchema.safeParse(row.config);
  if (!isOwnRevision(row) || !config.success || digestSiteConfig(config.data) !== row.digest)
    return fail(
      "stored-data-altered",
      `Revision ${number} was changed behind the console's back. Publish it again.`,
    );
  const value: { row: typeof row; config: SiteConfig } = { row, config: config.data };
  const result: Result<typeof value> = ok(value);
  return result;
}
