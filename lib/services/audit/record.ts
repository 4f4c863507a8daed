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
export function recordEvent(tx: Prisma.TransactionClient, actor: Actor, entry: AuditEntry): Promise<void> {
  return recordEvents(tx, [{ actor, entry }]);
}

/** Writes many events at once, in their order. */
export async function recordEvents(
  tx: Prisma.TransactionClient,
  events: readonly { actor: Actor; entry: AuditEntry }[],
): Promise<void> {
  const said = events.filter(({ entry: { before, after } }) => {
    return before === undefined || after === undefined || canonicalize(before) !== canonicalize(after);
  });
  if (said.length === 0) return;
  // Taken first, so that the digest covers it: an event copied to another id is not authentic.
  const taken = await tx.$queryRaw<{ id: bigint }[]>`
    SELECT nextval('"AuditEvent_id_seq"') AS id FROM generate_series(1, ${said.length}::int)`;
  const at = new Date();
  const rows = said.map(({ actor, entry }, index) => rowOf(actor, entry, taken[index]?.id ?? 0n, at));
  await write(tx, rows, at);
}

/** Plain SQL: a push to a thousand servers writes a thousand events, and Prisma's way to a row costs more than the row. */
async function write(
  tx: Prisma.TransactionClient,
  rows: ReturnType<typeof rowOf>[],
  at: Date,
): Promise<void> {
  const all = (field: keyof (typeof rows)[number]) => rows.map(({ [field]: value }) => value);
  await tx.$executeRaw`
    INSERT INTO "AuditEvent" (at, id, "actorKind", "actorId", "actorName", address, action, "nounId", "nounName", before, after, reason, digest, mac)
    SELECT ${at}, * FROM unnest(${rows.map(({ id }) => String(id))}::bigint[], ${all("actorKind")}::text[], ${all("actorId")}::text[], ${all("actorName")}::text[],
      ${all("address")}::text[], ${all("action")}::text[], ${all("nounId")}::text[], ${all("nounName")}::text[], ${rows.map(({ before }) => asText(before))}::jsonb[],
      ${rows.map(({ after }) => asText(after))}::jsonb[], ${all("reason")}::text[], ${all("digest")}::text[], ${all("mac")}::text[])`;
}

function asText(value: Prisma.InputJsonObject | undefined): string | null {
  return value === undefined ? null : JSON.stringify(value);
}

function rowOf(actor: Actor, { before, after, ...entry }: AuditEntry, id: bigint, at: Date) {
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
    id: String(id),
    at: at.toISOString(),
  });
  return { ...said, id, at, digest, mac: eventMac(digest) };
}

/** As it will be read back: dates as text, without what is undefined. */
function asStored(value: Prisma.InputJsonObject): Prisma.InputJsonObject {
  return JSON.parse(JSON.stringify(value));
}
