import { type AuditEventItem, auditEventSchema } from "@/lib/api/audit-events";

/** A stored event as the API gives it: stored JSON is parsed on the way out of the database. */
export function auditItem(row: { id: bigint; at: Date }): AuditEventItem {
  return auditEventSchema.parse({ ...row, id: String(row.id), at: row.at.toISOString() });
}
