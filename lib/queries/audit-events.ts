import { mutationOptions, queryOptions } from "@tanstack/react-query";
import {
  type AuditEventItem,
  type AuditQuery,
  auditNewsSchema,
  auditPageSchema,
} from "@/lib/api/audit-events";
import {
  type AuditCutInput,
  type AuditTrail,
  auditCutAnswerSchema,
  auditCutPlanSchema,
  auditTrailSchema,
} from "@/lib/api/audit-trail";
import { type FilterOf, type Initial, pages } from "@/lib/queries/pages";
import { request } from "@/lib/queries/request";

const PATH = "/api/v1/audit-events";
export type AuditFilter = FilterOf<AuditQuery>;

export const auditEventQueries = {
  all: () => ["audit-events"] as const,
  list: (filter: AuditFilter, initial?: Initial<AuditFilter, AuditEventItem>) =>
    pages("audit-events", PATH, auditPageSchema, filter, initial),
  trail: (initialData?: AuditTrail) =>
    queryOptions({
      queryKey: ["audit-trail"],
      queryFn: ({ signal }) => request(auditTrailSchema, `${PATH}/verification`, { signal }),
      initialData,
      refetchInterval: 5_000,
    }),
  /** What a retention before a moment would take away. */
  cutPlan: (before: string) =>
    queryOptions({
      queryKey: ["audit-cut", before],
      queryFn: ({ signal }) =>
        request(auditCutPlanSchema, `${PATH}/cuts?before=${encodeURIComponent(before)}`, { signal }),
    }),
};

export const auditEventMutations = {
  verify: () =>
    mutationOptions({
      mutationFn: () => request(auditTrailSchema, `${PATH}/verification`, { method: "POST" }),
    }),
  cut: () =>
    mutationOptions({
      mutationFn: (body: AuditCutInput) =>
        request(auditCutAnswerSchema, `${PATH}/cuts`, { method: "POST", body }),
    }),
};

/** Waits, half a minute at most, for an event behind this one. */
export async function waitForNews(after: string, signal: AbortSignal): Promise<boolean> {
  return (await request(auditNewsSchema, `${PATH}/news?after=${after}`, { signal })).news;
}

/** Files to be saved: the browser asks for them itself. */
export const AUDIT_FILES = {
  events: `${PATH}/export`,
  checkpoints: `${PATH}/checkpoints`,
  publicKey: `${PATH}/public-key`,
} as const;
