import type { LinkedEvent } from "@/lib/audit-chain/link";
import { db } from "@/lib/db";
import type { EventForwarder } from "@/lib/generated/prisma/client";
import { oneLine } from "@/lib/json-line";
import { webhookSecret } from "@/lib/secrets/records";
import { chainRecords } from "@/lib/services/audit/chain-records";
import { chainHead } from "@/lib/services/audit/trail";
import { kindOf } from "./row";
import { sendSyslog } from "./send-syslog";
import { sendWebhook } from "./send-webhook";

const BATCH = 200;
const LONGEST_WAIT_MS = 3_600_000;

/**
 * The console's own work: what is new goes to every destination, in the order of the chain. The place in the chain moves on after
 * a batch has arrived, so an event may arrive twice (its number tells) and none is left out. A destination that fails is asked
 * again after 2, 4, 8 seconds and so on, at most an hour; the others do not wait for it.
 */
export async function forwardEvents(signal?: AbortSignal): Promise<void> {
  const { number } = await chainHead(db());
  const now = new Date();
  const due = await db().eventForwarder.findMany({
    where: {
      enabled: true,
      upTo: { lt: BigInt(number) },
      OR: [{ nextAttemptAt: null }, { nextAttemptAt: { lte: now } }],
    },
  });
  await Promise.all(due.map((forwarder) => catchUp(forwarder, signal)));
}

async function catchUp(forwarder: EventForwarder, signal: AbortSignal | undefined): Promise<void> {
  for (let upTo = Number(forwarder.upTo); !signal?.aborted; ) {
    const events = await eventsBehind(upTo);
    const last = events.at(-1)?.number;
    if (last === undefined) return;
    try {
      await deliver(forwarder, events);
    } catch (error) {
      await noteFailure(forwarder, reasonOf(error));
      return;
    }
    upTo = last;
    const done = {
      upTo: BigInt(upTo),
      lastSentAt: new Date(),
      failures: 0,
      nextAttemptAt: null,
      lastError: null,
    };
    // It may have been removed or paused meanwhile.
    const { count } = await db().eventForwarder.updateMany({
      where: { id: forwarder.id, enabled: true },
      data: done,
    });
    if (count === 0) return;
  }
}

async function eventsBehind(number: number): Promise<LinkedEvent[]> {
  const events: LinkedEvent[] = [];
  const { number: head } = await chainHead(db());
  for await (const record of chainRecords(db(), { number, hash: "" }, head, BATCH)) {
    if ("linked" in record) events.push(record.linked);
    if (events.length === BATCH) break;
  }
  return events;
}

function deliver(forwarder: EventForwarder, events: LinkedEvent[]): Promise<void> {
  const { id, host, port, caPem, url } = forwarder;
  const kind = kindOf(forwarder);
  if (kind === "webhook") return sendWebhook(url ?? "", webhookSecret(id), events);
  return sendSyslog({ host: host ?? "", port: port ?? 0, tls: kind === "syslog-tls", caPem }, events);
}

async function noteFailure({ id, failures }: EventForwarder, lastError: string): Promise<void> {
  const wait = Math.min(LONGEST_WAIT_MS, 2_000 * 2 ** Math.min(failures, 20));
  await db().eventForwarder.updateMany({
    where: { id },
    data: { failures: failures + 1, nextAttemptAt: new Date(Date.now() + wait), lastError },
  });
}

/** What the other side did, in a line; `fetch` hides it in the cause. */
function reasonOf(error: unknown): string {
  const inner = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  const text = inner instanceof Error ? inner.message || inner.name : String(inner);
  return oneLine(text).slice(0, 300);
}
