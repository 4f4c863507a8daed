import type { Prisma } from "@/lib/generated/prisma/client";
import type { Inventory } from "@/lib/iis/inventory";
import { marksOf, type PasswordMark, passwordMarksSchema } from "@/lib/iis/password-drift";
import type { JobRow } from "./job-row";

interface Verified {
  job: JobRow;
  /** What the agent saw right after; absent when it was stopped in between, and then nothing is compared until the next push. */
  inventory: Inventory | undefined;
}

/** What each verified push left of passwords is what later reports are compared with, in the caller's transaction. */
export async function keepBaselines(tx: Prisma.TransactionClient, verified: Verified[]): Promise<void> {
  if (verified.length === 0) return;
  const kept = await keptMarks(tx, verified);
  const rows = verified.flatMap(({ job, inventory }) => {
    const { scope } = job.target;
    const seen = inventory?.observed.find((each) => each.scope.toLowerCase() === scope.toLowerCase());
    if (seen === undefined) return [];
    const old = kept.get(job.targetId);
    const marks = marksOf(seen.passwords).filter((each) => !old?.has(keyOf(each)));
    return [{ targetId: job.targetId, jobId: job.id, marks: [...marks, ...(old?.values() ?? [])] }];
  });
  await tx.passwordBaseline.deleteMany({
    where: { targetId: { in: verified.map(({ job }) => job.targetId) } },
  });
  if (rows.length > 0)
    await tx.$executeRaw`
      INSERT INTO "PasswordBaseline" ("targetId", "jobId", marks)
      SELECT b."targetId", b."jobId", b.marks
      FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS b ("targetId" uuid, "jobId" uuid, marks jsonb)`;
}

/**
 * By target and entry: the marks that outlive a push by the console itself. Where that brought no password, the one that somebody else
 * set stands as before, and only a person may take it for right.
 */
async function keptMarks(
  tx: Prisma.TransactionClient,
  verified: readonly Verified[],
): Promise<Map<string, Map<string, PasswordMark>>> {
  const jobs = verified.map(({ job }) => job).filter(({ deployment }) => deployment.kind === "corrective");
  if (jobs.length === 0) return new Map();
  const brought = jobs.flatMap(({ passwords }) => Object.keys(passwords as object));
  const [rows, accounts] = await Promise.all([
    tx.passwordBaseline.findMany({ where: { targetId: { in: jobs.map(({ targetId }) => targetId) } } }),
    tx.account.findMany({ where: { id: { in: brought } }, select: { id: true, userNameKey: true } }),
  ]);
  const keyOfAccount = new Map(accounts.map(({ id, userNameKey }) => [id, userNameKey]));
  return new Map(
    rows.map(({ targetId, marks }) => {
      const job = jobs.find((each) => each.targetId === targetId);
      const fresh = new Set(Object.keys((job?.passwords ?? {}) as object).map((id) => keyOfAccount.get(id)));
      const old = passwordMarksSchema.parse(marks).filter(({ account }) => !fresh.has(account));
      return [targetId, new Map(old.map((each) => [keyOf(each), each]))];
    }),
  );
}

function keyOf({ entry, account }: PasswordMark): string {
  return `${account}\0${entry}`;
}
