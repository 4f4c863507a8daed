import type { ChainEvent } from "@/lib/audit-chain/event";
import type { ChainPlace } from "@/lib/audit-chain/link";
import type { ChainRecord } from "@/lib/audit-chain/verify";
import type { Prisma } from "@/lib/generated/prisma/client";
import { isOwnEvent } from "@/lib/secrets/records";

const PAGE = 2_000;

interface LinkRow {
  number: bigint;
  digest: string;
  mac: string;
  hash: string;
  /** Null: the link's event is gone. */
  id: bigint | null;
  at: Date;
  actorKind: string;
  actorId: string;
  actorName: string;
  address: string | null;
  action: string;
  nounId: string;
  nounName: string;
  before: unknown;
  after: unknown;
  reason: string | null;
}

/** A stored row as the chain knows it. */
export function chainEvent(
  row: Omit<LinkRow, "id" | "number" | "digest" | "mac" | "hash"> & { id: bigint },
): ChainEvent {
  const { id, at, actorKind, actorId, actorName, address, action, nounId, nounName, before, after, reason } =
    row;
  return {
    id: String(id),
    at: at.toISOString(),
    actorKind,
    actorId,
    actorName,
    address,
    action,
    nounId,
    nounName,
    before,
    after,
    reason,
  };
}

/** The stored chain behind a place, in its order, page by page; at the end what is there without a link. */
export async function* chainRecords(
  client: Prisma.TransactionClient,
  after: ChainPlace,
  upTo: number = Number.MAX_SAFE_INTEGER,
  pageSize: number = PAGE,
): AsyncGenerator<ChainRecord> {
  for (let last = after.number; ; ) {
    const rows = await client.$queryRaw<LinkRow[]>`
      SELECT l.number, l.digest, l.mac, l.hash, e.id, e.at, e."actorKind", e."actorId", e."actorName", e.address, e.action,
        e."nounId", e."nounName", e."before", e."after", e.reason
      FROM "AuditLink" l LEFT JOIN "AuditEvent" e ON e.id = l."eventId"
      WHERE l.number > ${last} AND l.number <= ${upTo} ORDER BY l.number LIMIT ${pageSize}`;
    for (const row of rows) yield record(row);
    if (rows.length < pageSize) break;
    last = Number(rows.at(-1)?.number);
  }
  if (upTo !== Number.MAX_SAFE_INTEGER) return;
  const strays = await client.$queryRaw<{ id: bigint }[]>`
    SELECT e.id FROM "AuditEvent" e LEFT JOIN "AuditLink" l ON l."eventId" = e.id WHERE l.number IS NULL ORDER BY e.id LIMIT 1`;
  for (const { id } of strays) yield { stray: String(id) };
}

function record(row: LinkRow): ChainRecord {
  const number = Number(row.number);
  const { id, digest, hash } = row;
  if (id === null) return { gone: number };
  return { linked: { ...chainEvent({ ...row, id }), number, digest, hash }, authentic: isOwnEvent(row) };
}
