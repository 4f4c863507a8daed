import canonicalize from "canonicalize";
import type { AuditAction } from "@/lib/api/audit-events";
import type { Actor } from "@/lib/auth/actor";
import type { Prisma } from "@/lib/generated/prisma/client";

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
 */
export async function recordEvent(
  tx: Prisma.TransactionClient,
  actor: Actor,
  entry: AuditEntry,
): Promise<void> {
  const { before, after } = entry;
  if (before !== undefined && after !== undefined && canonicalize(before) === canonicalize(after)) return;
  await tx.auditEvent.create({
    data: {
      actorKind: actor.kind,
      actorId: actor.id,
      actorName: actor.name,
      address: actor.address,
      action: entry.action,
      nounId: entry.nounId,
      nounName: entry.nounName,
      ...(before && { before }),
      ...(after && { after }),
      ...(entry.reason && { reason: entry.reason }),
    },
  });
}
