import { signStatement } from "@/lib/audit-chain/checkpoint";
import type { ChainPlace } from "@/lib/audit-chain/link";
import type { ChainProblem } from "@/lib/audit-chain/problem";
import { verifyChain } from "@/lib/audit-chain/verify";
import { db } from "@/lib/db";
import type { Prisma } from "@/lib/generated/prisma/client";
import { consolePublicKey, withSigningKey } from "@/lib/secrets/console-key";
import { chainRecords } from "@/lib/services/audit/chain-records";
import { chainHead, chainStart } from "@/lib/services/audit/trail";
import { appendCheckpoint } from "./checkpoint-files";

/** Any number that no other advisory lock of this database has. */
const CHECKPOINT_LOCK = 6019;
/** The events of a whole upgrade may be in the first stretch. */
const TIMEOUT_MS = 600_000;

export interface Checkpointed {
  from: ChainPlace;
  head: ChainPlace;
  /** What was found wrong with the events since the last checkpoint: then nothing is signed. */
  problem: ChainProblem | null;
}

/**
 * Looks at the events since the last checkpoint and, when they are as the console wrote them, signs where the chain ends, into
 * the database and into the file outside. Nobody else's events are ever signed for. Throws when either cannot be written.
 */
export async function writeCheckpoint(): Promise<Checkpointed> {
  const { jws, ...done } = await db().$transaction(signHead, { timeout: TIMEOUT_MS, maxWait: 60_000 });
  if (jws !== null) await appendCheckpoint(jws);
  return done;
}

async function signHead(tx: Prisma.TransactionClient): Promise<Checkpointed & { jws: string | null }> {
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(${CHECKPOINT_LOCK}::bigint)`;
  const { from, checkpoints } = await lastVouched(tx);
  const head = await chainHead(tx);
  if (head.number === from.number) return { from, head, problem: null, jws: null };
  const { problem, ...verdict } = await verifyChain({
    records: chainRecords(tx, from, head.number),
    after: from,
    checkpoints,
    publicKey: consolePublicKey(),
  });
  if (problem !== null) return { from, head: verdict.head, problem, jws: null };
  const at = new Date();
  const jws = await withSigningKey((key) =>
    signStatement({ kind: "checkpoint", ...head, at: at.toISOString() }, key),
  );
  await tx.auditCheckpoint.create({ data: { number: BigInt(head.number), at, jws } });
  return { from, head, problem: null, jws };
}

/** The place of the last checkpoint, as the chain has it now, and the checkpoint to compare it with. */
async function lastVouched(
  tx: Prisma.TransactionClient,
): Promise<{ from: ChainPlace; checkpoints: string[] }> {
  const start = await chainStart(tx);
  const last = await tx.auditCheckpoint.findFirst({ orderBy: { number: "desc" } });
  if (last === null || Number(last.number) <= start.after.number)
    return { from: start.after, checkpoints: start.cuts };
  const link = await tx.auditLink.findUnique({ where: { number: last.number } });
  // The end was cut off: nothing new is signed until it is back, the full verification says what is missing.
  if (link === null) return { from: start.after, checkpoints: [...start.cuts, last.jws] };
  return { from: { number: Number(link.number), hash: link.hash }, checkpoints: [last.jws] };
}
