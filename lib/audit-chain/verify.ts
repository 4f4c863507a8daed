import type { PublicKey } from "@/lib/audit-chain/checkpoint";
import { eventDigest } from "@/lib/audit-chain/event";
import { CHAIN_START, type ChainPlace, type LinkedEvent, linkHash } from "@/lib/audit-chain/link";
import { type ChainProblem, problem } from "@/lib/audit-chain/problem";
import { Witnesses } from "@/lib/audit-chain/witnesses";

/**
 * One thing in the order of the chain. `authentic` is told by who holds the console's keys: false for an event that the console
 * did not write. `gone`: there is a link, its event is not there. `stray`: an event without a link.
 */
export type ChainRecord =
  | { linked: LinkedEvent; authentic?: boolean }
  | { gone: number }
  | { stray: string }
  | { unreadable: string };

export interface Chain {
  records: AsyncIterable<ChainRecord>;
  /** Where the records begin; the start of all events when absent. A later place is believed only as far as checkpoints go. */
  after?: ChainPlace;
  /** The number of the last event, where it is known from elsewhere. */
  upTo?: number;
  /** Signed checkpoints and cuts, in any order. */
  checkpoints: readonly string[];
  /** Without it no checkpoint is looked at. */
  publicKey: PublicKey | null;
}

export interface Verdict {
  /** How many events were found right, and the last of them. */
  events: number;
  head: ChainPlace & { at: string | null };
  /** The last event that a valid checkpoint vouches for; null where none does. */
  vouchedUpTo: number | null;
  /** The first thing that is wrong. */
  problem: ChainProblem | null;
}

/** Far enough to tell an event that was moved from one that is gone. */
const LOOK_AHEAD = 1_000;

/**
 * Walks a chain once, holding one event at a time: each event must be what its digest says, follow the one before, and agree
 * with the checkpoints. Answers the first bad event. Never throws over what the records hold.
 */
export async function verifyChain({
  records,
  after = CHAIN_START,
  upTo,
  checkpoints,
  publicKey,
}: Chain): Promise<Verdict> {
  const witnesses = new Witnesses(checkpoints, publicKey);
  const head = { ...after, at: null as string | null };
  let events = 0;
  const verdict = async (found: ChainProblem | null): Promise<Verdict> => ({
    events,
    head,
    vouchedUpTo: await witnesses.vouchedUpTo(),
    problem: found,
  });

  const unread = records[Symbol.asyncIterator]();
  try {
    const atStart = await witnesses.ask(head);
    if (atStart) return await verdict(atStart);
    for (let next = await unread.next(); !next.done; next = await unread.next()) {
      const found = await check(next.value, head, unread);
      if (found) return await verdict(found);
      if (!("linked" in next.value)) continue;
      const { number, hash, at } = next.value.linked;
      const disagreed = await witnesses.ask({ number, hash });
      if (disagreed) return await verdict(disagreed);
      Object.assign(head, { number, hash, at });
      events++;
    }
    const atEnd = await witnesses.askAtEnd(head.number);
    return await verdict(atEnd ?? (head.number < (upTo ?? 0) ? tailCut(head.number + 1) : null));
  } finally {
    await unread.return?.();
  }
}

/** What is wrong with one record that should follow `before`; null when nothing is. */
async function check(
  record: ChainRecord,
  before: ChainPlace,
  ahead: AsyncIterator<ChainRecord>,
): Promise<ChainProblem | null> {
  const expected = before.number + 1;
  if ("unreadable" in record) return problem("unreadable", expected, record.unreadable);
  if ("stray" in record)
    return problem(
      "inserted",
      null,
      `The event with id ${record.stray} is not in the chain: it was put in past the console.`,
    );
  if ("gone" in record)
    return record.gone === expected ? missing(expected) : numberProblem(record.gone, expected, ahead);
  const { linked, authentic } = record;
  if (linked.number !== expected) return numberProblem(linked.number, expected, ahead);
  const digest = digestOf(linked);
  if (digest === null) return problem("unreadable", expected, `Event ${expected} is nested too deeply.`);
  if (digest !== linked.digest)
    return (await comesLater(ahead, (other) => other.digest === digest))
      ? moved(expected)
      : problem("edited", expected, `Event ${expected} is not what was written: it was edited.`);
  if (authentic === false)
    return problem(
      "inserted",
      expected,
      `Event ${expected} was not written by this console: it was put in, or edited and counted anew.`,
    );
  if (linkHash(before.hash, expected, digest) !== linked.hash) {
    const belongsHere = (other: LinkedEvent) => linkHash(before.hash, expected, other.digest) === other.hash;
    if (await comesLater(ahead, belongsHere)) return moved(expected);
    return problem(
      "not-linked",
      expected,
      `Event ${expected} does not follow from the one before it: it was put in, or exchanged.`,
    );
  }
  return null;
}

async function numberProblem(
  found: number,
  expected: number,
  ahead: AsyncIterator<ChainRecord>,
): Promise<ChainProblem> {
  if (found < expected)
    return problem("inserted", expected, `Where event ${expected} belongs, event ${found} stands again.`);
  return (await comesLater(ahead, (other) => other.number === expected))
    ? moved(expected)
    : missing(expected);
}

const missing = (number: number) => problem("missing", number, `Event ${number} is missing: it was removed.`);
const tailCut = (number: number) =>
  problem("tail-cut", number, `Event ${number} is missing: the end was cut off.`);
const moved = (number: number) =>
  problem(
    "out-of-order",
    number,
    `Where event ${number} belongs, another one stands: the order was changed, or one was put in.`,
  );

async function comesLater(
  ahead: AsyncIterator<ChainRecord>,
  matches: (linked: LinkedEvent) => boolean,
): Promise<boolean> {
  for (let count = 0; count < LOOK_AHEAD; count++) {
    const next = await ahead.next();
    if (next.done) return false;
    if ("linked" in next.value && matches(next.value.linked)) return true;
  }
  return false;
}

/** Null where the values are nested so deeply that they cannot be walked through. */
function digestOf(event: LinkedEvent): string | null {
  try {
    return eventDigest(event);
  } catch {
    return null;
  }
}
