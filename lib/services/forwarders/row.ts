import { FORWARDER_KINDS, type Forwarder } from "@/lib/api/event-forwarders";
import type { EventForwarder } from "@/lib/generated/prisma/client";

/** A stored destination as the API gives it; `head` is the number of the last event there is. */
export function forwarderItem(row: EventForwarder, head: number): Forwarder {
  const { id, name, enabled, lastError, createdBy } = row;
  const upTo = Number(row.upTo);
  return {
    ...{ id, name, enabled, lastError, createdBy, upTo },
    kind: kindOf(row),
    address: addressOf(row),
    waiting: Math.max(0, head - upTo),
    lastSentAt: row.lastSentAt?.toISOString() ?? null,
    nextAttemptAt: row.nextAttemptAt?.toISOString() ?? null,
    createdAt: row.createdAt.toISOString(),
  };
}

/** The database keeps to the kinds that there are. */
export function kindOf({ kind }: Pick<EventForwarder, "kind">): Forwarder["kind"] {
  const known = FORWARDER_KINDS.find((each) => each === kind);
  if (known === undefined) throw new Error(`There is no kind of forwarding ${kind}.`);
  return known;
}

export function addressOf({ host, port, url }: Pick<EventForwarder, "host" | "port" | "url">): string {
  if (url !== null) return url;
  return `${host?.includes(":") ? `[${host}]` : host}:${port}`;
}
