import type { Prisma } from "@/lib/generated/prisma/client";
import { accountsUsed } from "@/lib/iis/mapped-accounts";
import type { SiteConfig } from "@/lib/iis/site-config";

/** Of the accounts that a site config maps to, those whose stored password no verified push has tried by a logon. Their names. */
export async function untriedPasswords(tx: Prisma.TransactionClient, config: SiteConfig): Promise<string[]> {
  const rows = await tx.$queryRaw<{ userName: string }[]>`
    SELECT "userName" FROM "Account"
    WHERE "userNameKey" = ANY(${[...accountsUsed(config).keys()]}::text[]) AND "sealedPassword" IS NOT NULL
      AND "passwordTriedVersion" <> "passwordVersion"
    ORDER BY "userNameKey"`;
  return rows.map(({ userName }) => userName);
}
