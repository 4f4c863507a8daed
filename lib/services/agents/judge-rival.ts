/** One start of an agent, as it names itself in each poll. */
export interface Instance {
  instanceId: string;
  epoch: number;
}

/** What a server's record holds of the last instance that was fenced. */
export interface RivalRecord {
  rivalInstanceId: string | null;
  rivalEpoch: number | null;
  rivalSeenAt: Date | null;
  rivalRounds: number;
  /** When the newest instance was heard last. */
  lastSeenAt: Date | null;
}

/** A fenced agent asks again after at most five minutes. */
const FORGET_MS = 15 * 60_000;
/** So often a fenced instance has to come again, with the newest one heard in between each time. */
const ROUNDS = 2;

/**
 * Are two copies of one machine alive? A restart leaves at most one late poll of the process that ended, and a restored snapshot brings back
 * an older instance while the newest one is gone: neither takes turns with the other. Two copies do. So it takes three polls of one and
 * the same fenced instance, and the newest instance heard between each of them, none further apart than a quarter of an hour.
 */
export function judgeRival(
  record: RivalRecord,
  { instanceId, epoch }: Instance,
  now: Date,
): { clone: boolean } & Omit<RivalRecord, "lastSeenAt"> {
  const { rivalSeenAt, lastSeenAt } = record;
  const same =
    record.rivalInstanceId === instanceId &&
    record.rivalEpoch === epoch &&
    rivalSeenAt !== null &&
    now.getTime() - rivalSeenAt.getTime() <= FORGET_MS;
  const inBetween = same && lastSeenAt !== null && lastSeenAt > rivalSeenAt;
  const rivalRounds = same ? record.rivalRounds + (inBetween ? 1 : 0) : 0;
  return {
    clone: rivalRounds >= ROUNDS,
    rivalInstanceId: instanceId,
    rivalEpoch: epoch,
    rivalSeenAt: now,
    rivalRounds,
  };
}
