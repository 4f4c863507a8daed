import { z } from "zod";
import { fail, ok, type Result } from "@/lib/errors";
import type { Prisma } from "@/lib/generated/prisma/client";

/**
 * The account, taken for this transaction, if it is still what the person saw.
 * Errors: `not-found`, `if-match-required`, `conflict`.
 */
export async function lockAccount(
  tx: Prisma.TransactionClient,
  id: string,
  version: number | null,
): Promise<Result<{ userName: string; version: number }>> {
  if (!z.uuid().safeParse(id).success) return accountNotFound();
  await tx.$queryRaw`SELECT 1 FROM "Account" WHERE id = ${id}::uuid FOR UPDATE`;
  const row = await tx.account.findUnique({ where: { id }, select: { userName: true, version: true } });
  if (row === null) return accountNotFound();
  if (version === null)
    return fail("if-match-required", 'Send the version that you changed as If-Match, such as If-Match: "3".');
  if (row.version !== version)
    return fail(
      "conflict",
      `${row.userName} was changed meanwhile. Load the page again and repeat your change.`,
    );
  return ok(row);
}

function accountNotFound() {
  return fail("not-found", "There is no such account. It may have been deleted.");
}
