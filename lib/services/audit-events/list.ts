import { type AuditEventItem, auditQuerySchema } from "@/lib/api/audit-events";
import { auditItem } from "@/lib/api/audit-item";
import { cutPage, literally, type Page } from "@/lib/api/page";
import { parseInput } from "@/lib/api/parse";
import type { Actor } from "@/lib/auth/actor";
import { may } from "@/lib/auth/permissions";
import { db } from "@/lib/db";
import { ok, type Result } from "@/lib/errors";
import type { Prisma } from "@/lib/generated/prisma/client";

/** Events, newest first, one page. Errors: `not-allowed`, `invalid-input`. */
export async function listAuditEvents(actor: Actor, input: unknown): Promise<Result<Page<AuditEventItem>>> {
  const allowed = may(actor, "audit.read");
  if (!allowed.ok) return allowed;
  const parsed = parseInput(auditQuerySchema, input);
  if (!parsed.ok) return parsed;
  const { action, actorId, cursor, from, limit, nounId, query, to } = parsed.value;
  const text = { contains: literally(query), mode: "insensitive" } as const;
  const where: Prisma.AuditEventWhereInput = {
    ...(action && { action }),
    ...(nounId && { nounId }),
    ...(actorId && { actorId }),
    ...((from || to) && { at: daysOf(from, to) }),
    ...(query && { OR: [{ actorName: text }, { nounName: text }, { reason: text }, { action: text }] }),
  };
  const before = cursor ? { id: { lt: BigInt(cursor) } } : {};
  const [total, rows] = await Promise.all([
    db().auditEvent.count({ where }),
    db().auditEvent.findMany({ where: { AND: [where, before] }, orderBy: { id: "desc" }, take: limit + 1 }),
  ]);
  return ok(cutPage(rows, limit, total, auditItem));
}

/** From the beginning of one day to the end of another, in UTC. */
function daysOf(from: string | undefined, to: string | undefined): Prisma.DateTimeFilter {
  const end = to && new Date(Date.parse(to) + 86_400_000);
  return { ...(from && { gte: new Date(from) }), ...(end && { lt: end }) };
}
