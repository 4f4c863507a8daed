import { eventDigest } from "@/lib/audit-chain/event";
import { linkHash } from "@/lib/audit-chain/link";
import { db } from "@/lib/db";
import type { Prisma } from "@/lib/generated/prisma/client";
import { eventMac } from "@/lib/secrets/records";
import { chainEvent } from "@/lib/services/audit/chain-records";
import { CHAIN_LOCK } from "@/lib/services/audit/trail";

const BATCH = 2_000;
const TIMEOUT_MS = 600_000;

/**
 * Once, before the console starts with a chain: links the events that are older than it, in the order of their ids, as they
 * stand now. An event without a link that turns up later is not adopted. Answers how many were linked.
 */
export async function linkOldEvents(): Promise<number> {
  return db().$transaction(linkAll, { timeout: TIMEOUT_MS, maxWait: 60_000 });
}

async function linkAll(tx: Prisma.TransactionClient): Promise<number> {
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(${CHAIN_LOCK}::bigint)`;
  if ((await tx.auditLink.count()) + (await tx.auditCheckpoint.count()) + (await tx.auditCut.count()) > 0)
    return 0;
  let number = 0;
  let hash = "0".repeat(64);
  for (let last = 0n; ; ) {
    const events = await tx.auditEvent.findMany({
      where: { id: { gt: last } },
      orderBy: { id: "asc" },
      take: BATCH,
    });
    const links = events.map((event) => {
      const digest = eventDigest(chainEvent(event));
      number++;
      hash = linkHash(hash, number, digest);
      return { number: BigInt(number), eventId: event.id, digest, mac: eventMac(digest), hash };
    });
    await tx.auditLink.createMany({ data: links });
    const end = events.at(-1);
    if (end === undefined || events.length < BATCH) return number;
    last = end.id;
  }
}
