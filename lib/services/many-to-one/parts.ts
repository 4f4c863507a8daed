import type { ManyToOneItem } from "@/lib/api/many-to-one";
import { fail, ok, type Result } from "@/lib/errors";
import type { Prisma } from "@/lib/generated/prisma/client";

/** IIS keys the list by name, without case (IIS_schema.xml). Error `already-exists`. */
export function checkName(items: readonly ManyToOneItem[], name: string): Result<true> {
  const place = items.findIndex((item) => item.name.toLowerCase() === name.toLowerCase());
  if (place === -1) return ok(true);
  return fail("already-exists", `Mapping ${place + 1} has this name already. Case does not count for IIS.`, {
    field: "name",
  });
}

/** Is it there, and does it stay until the mapping is stored? Error `not-found`. */
export async function checkAccount(tx: Prisma.TransactionClient, id: string | null): Promise<Result<true>> {
  if (id === null) return ok(true);
  const rows = await tx.$queryRaw<unknown[]>`SELECT 1 FROM "Account" WHERE id = ${id}::uuid FOR KEY SHARE`;
  if (rows.length > 0) return ok(true);
  return fail("not-found", "This account is not there any more. Make it again.", { field: "accountId" });
}
