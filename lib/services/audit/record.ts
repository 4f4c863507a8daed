import canonicalize from "canonicalize";
import type { AuditAction } from "@/lib/api/audit-events";
import { eventDigest } from "@/lib/audit-chain/event";
import type { Actor } from "@/lib/auth/actor";
import type { Prisma } from "@/lib/generated/prisma/client";
import { eventMac } from "@/lib/secrets/records";

export interface AuditEntry {
  action: AuditAction;
  /** What it happened to: its id, and the name that people know it by. */
  nounId: string;
  nounName: string;
  before?: Prisma.InputJsonObject;
  after?: Prisma.InputJsonObject;
  reason?: string;
}

/**
 * Writes one event in the transaction of the change itself: no audit, no write. A change that changed nothing is left out.
 * `before` and `after` are made by the verb from named fields, never by dumping a row, so that no secret gets here.
 * The event carries its digest and a MAC under a key outside the database; the database links it when the transaction commits.
 */
export async function recordEvent(
  tx: Prisma.TransactionClient,
  actor: Actor,
  entry: AuditEntry,
): Promise<void> {
  const { before, after } = entry;
  if (before !== undefined && after !== undefined && canonicalize(before) === canonicalize(after)) return;
  const at = new Date();
  // Taken first, so that the digest covers it: an event copied to another id is not authentic.
  const [taken] = await tx.$queryRaw<[{ id: bigint }]>`SELECT nextval('"AuditEvent_id_seq"') AS id`;
  const said = {
    actorKind: actor.kind,
    actorId: actor.id,
    actorName: actor.name,
    address: actor.address,
    action: entry.action,
    nounId: entry.nounId,
    nounName: entry.nounName,
    ...(before && { before: asStored(before) }),
    ...(after && { after: asStored(after) }),
    reason: entry.reason || null,
  };
  const digest = eventDigest({
    before: null,
    after: null,
    ...said,
    id: String(taken.id),
    at: at.toISOString(),
  });
  await tx.auditEvent.create({ data: { ...said, id: taken.id, at, digest, mac: eventMac(digest) } });
}

/** As it will be read back: dates as text, without what is undefined. */
function asStored(value: Prisma.InputJsonObject): Prisma.InputJsonObject {
  return JSON.parse(JSON.stringify(value));
}
