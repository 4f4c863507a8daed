import { notifyAll } from "@/lib/db-notify";
import type { Prisma } from "@/lib/generated/prisma/client";

/**
 * What still waits of any push of a revision that was rejected is not pushed any more, in the caller's transaction and last of all in
 * it: it locks jobs of servers that the transaction does not hold. Answers what it was, for `noteGivenUp` after the commit.
 */
export async function withdrawRevision(
  tx: Prisma.TransactionClient,
  revisionId: string,
  message: string,
): Promise<{ targetId: string; sequence: number }[]> {
  const left = await tx.deploymentTarget.updateManyAndReturn({
    where: { revisionId, state: "queued" },
    data: {
      state: "superseded",
      finishedAt: new Date(),
      result: { code: "revision-rejected", message, warnings: [], observedDigest: null },
    },
    select: { deploymentId: true, targetId: true, sequence: true },
  });
  await notifyAll(tx, "deployment", [...new Set(left.map(({ deploymentId }) => deploymentId))]);
  return left;
}
