import { verifyChain } from "@/lib/audit-chain/verify";
import { db } from "@/lib/db";
import { consolePublicKey } from "@/lib/secrets/console-key";
import { chainRecords } from "@/lib/services/audit/chain-records";
import { chainStart } from "@/lib/services/audit/trail";
import { readCheckpointFile } from "./checkpoint-files";
import { setTrailState, type TrailState } from "./trail-state";

const TIMEOUT_MS = 600_000;
/** The newest checkpoints of the file vouch for all before them. */
const FILE_CHECKPOINTS = 1_000;

/** Verifies all stored events against the checkpoints of the database and of the file outside, as of one moment. */
export async function verifyTrail(): Promise<TrailState> {
  const outside = await readCheckpointFile(FILE_CHECKPOINTS);
  const verdict = await db().$transaction(
    async (tx) => {
      const { after, cuts } = await chainStart(tx);
      const stored = await tx.auditCheckpoint.findMany({
        select: { jws: true },
        where: { number: { gt: after.number } },
      });
      const checkpoints = [...new Set([...cuts, ...stored.map(({ jws }) => jws), ...outside])];
      return verifyChain({
        records: chainRecords(tx, after),
        after,
        checkpoints,
        publicKey: consolePublicKey(),
      });
    },
    { isolationLevel: "RepeatableRead", timeout: TIMEOUT_MS, maxWait: 60_000 },
  );
  const { events, head, vouchedUpTo, problem } = verdict;
  return setTrailState({ at: new Date().toISOString(), events, head, vouchedUpTo, problem });
}
