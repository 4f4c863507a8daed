import { db } from "@/lib/db";
import type { Result } from "@/lib/errors";
import type { Prisma } from "@/lib/generated/prisma/client";

/** Carries an expected outcome out of a transaction that must be rolled back. */
class Refused<T> extends Error {
  constructor(readonly result: Result<T>) {
    super("refused");
  }
}

/**
 * One transaction for one verb: an error that the verb returns rolls back as surely as one that it throws, so that nothing
 * is half done. A write that lost a race on a unique key or a deadlock is tried again, a few times.
 */
export async function transact<T>(
  run: (tx: Prisma.TransactionClient) => Promise<Result<T>>,
  options: { timeout?: number } = {},
): Promise<Result<T>> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await db().$transaction(
        async (tx) => {
          const result = await run(tx);
          if (!result.ok) throw new Refused(result);
          return result;
        },
        { timeout: options.timeout ?? 15_000, maxWait: 15_000 },
      );
    } catch (error) {
      if (error instanceof Refused) return error.result;
      if (attempt === 3 || !isRace(error)) throw error;
    }
  }
}

/** P2002: unique key; P2034: write conflict or deadlock. */
function isRace(error: unknown): boolean {
  return error instanceof Error && "code" in error && (error.code === "P2002" || error.code === "P2034");
}
