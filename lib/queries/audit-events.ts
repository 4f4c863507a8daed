import { mutationOptions, queryOptions } from "@tanstack/react-query";
import { type AuditEventItem, type AuditQuery, auditPageSchema } from "@/lib/api/audit-events";
import { type AuditTrail, auditTrailSchema } from "@/lib/api/audit-trail";
import { type FilterOf, type Initial, pages } from "@/lib/queries/pages";
import { request } from "@/lib/queries/request";

const PATH = "/api/v1/audit-events";
export type AuditFilter = FilterOf<AuditQuery>;

export const auditEventQueries = {
  list: (filter: AuditFilter, initial?: Initial<AuditFilter, AuditEventItem>) =>
    pages("audit-events", PATH, auditPageSchema, filter, initial),
  trail: (initialData?: AuditTrail) =>
    queryOptions({
      queryKey: ["audit-trail"],
      queryFn: ({ signal }) => request(auditTrailSchema, `${PATH}/verification`, { signal }),
      initialData,
      refetchInterval: 5_000,
    }),
};

export const auditEventMutations = {
  verify: () =>
    mutationOptions({
      mutationFn: () => request(auditTrailSchema, `${PATH}/verification`, { method: "POST" }),
    }),
};

/** Files to be saved: the browser asks for them itself. */
export const AUDIT_FILES = {
  events: `${PATH}/export`,
  checkpoints: `${PATH}/checkpoints`,
  publicKey: `${PATH}/public-key`,
} as const;
