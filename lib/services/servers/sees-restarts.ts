import type { Prisma } from "@/lib/generated/prisma/client";

/** Does the server's agent tell when the web server was last started? Without reading the inventory, which may be large. */
export async function seesRestarts(
  tx: Pick<Prisma.TransactionClient, "$queryRaw">,
  serverId: string,
): Promise<boolean> {
  const [row] = await tx.$queryRaw<{ sees: boolean }[]>`
    SELECT inventory #> '{host,webServerStartedAt}' IS NOT NULL AS sees FROM "Server" WHERE id = ${serverId}::uuid`;
  return row?.sees ?? false;
}
