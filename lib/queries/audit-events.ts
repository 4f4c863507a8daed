import { type AuditEventItem, type AuditQuery, auditPageSchema } from "@/lib/api/audit-events";
import { type FilterOf, type Initial, pages } from "@/lib/queries/pages";

export type AuditFilter = FilterOf<AuditQuery>;

export const auditEventQueries = {
  list: (filter: AuditFilter, initial?: Initial<AuditFilter, AuditEventItem>) =>
    pages("audit-events", "/api/v1/audit-events", auditPageSchema, filter, initial),
};
