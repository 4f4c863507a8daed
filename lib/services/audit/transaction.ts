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
 * is half done. A write that lost a race is tried again, a few times.
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

/**
 * What somebody else's transaction does to ours between its reads and its writes: a unique key taken (P2002), a row that is
 * needed gone or used (P2003, P2025), a write conflict or deadlock (P2034). Asked again, the verb sees it and says it.
 */
const RACES = ["P2002", "P2003", "P2025", "P2034"];

function isRace(error: unknown): boolean {
  if (!(error instanceof Error && "code" in error)) return false;
  if (RACES.includes(String(error.code))) return true;
  // Raw SQL: PostgreSQL's own code for the same four stands in the message.
  return error.code === "P2010" && /`(40P01|40001|23503|23505)`/.test(error.message);
}
