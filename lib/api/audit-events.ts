import { z } from "zod";
import { instant, pageOf, pageQuery } from "@/lib/api/page";

/** Every kind of event there is: `{noun}.{verb}`. */
export const AUDIT_ACTIONS = [
  "person.set-up",
  "person.sign-in",
  "person.sign-in-refused",
  "person.sign-out",
  "person.refused",
  "person.end-session",
  "person.invite",
  "person.make-link",
  "person.use-link",
  "person.change-role",
  "person.disable",
  "person.enable",
  "person.change-password",
  "person.add-totp",
  "person.remove-totp",
  "person.add-passkey",
  "person.remove-passkey",
  "certificate.create",
  "certificate.update",
  "certificate.delete",
  "import.apply",
  "account.create",
  "account.update",
  "account.limit",
  "account.set-password",
  "account.delete",
  "site-config.create",
  "site-config.update",
  "site-config.delete",
  "site-config.adopt",
  "site-config.export",
  "mapping.add",
  "mapping.update",
  "mapping.remove",
  "mapping.bulk",
  "draft.reorder",
  "draft.undo",
  "draft.redo",
  "draft.restore",
  "saved-test.add",
  "saved-test.update",
  "saved-test.remove",
  "finding.fix",
  "finding.accept",
  "finding.withdraw",
  "revision.publish",
  "removal.plan",
  "removal.authorise",
  "removal.change",
  "removal.cancel",
  "removal.done",
  "removal.failed",
  "enrolment-token.create",
  "server.enrol",
  "server.approve",
  "server.reject",
  "server.revoke",
  "server.start-sample",
  "server.set-groups",
  "server-group.create",
  "server-group.update",
  "server-group.delete",
  "deployment.start",
  "deployment.verified",
  "deployment.failed",
  "deployment.undone",
  "target.drifted",
  "target.in-sync",
  "access.export",
  "key.rotate",
  "audit.export",
  "audit.cut",
  "audit.verification-failed",
  "forwarder.create",
  "forwarder.update",
  "forwarder.delete",
] as const;
export type AuditAction = (typeof AUDIT_ACTIONS)[number];

export const auditQuerySchema = z.object({
  ...pageQuery,
  cursor: z
    .string()
    .regex(/^\d{1,18}$/, "The cursor is not one of ours.")
    .optional(),
  action: z.enum(AUDIT_ACTIONS).optional(),
  nounId: z.string().max(200).optional(),
  actorId: z.string().max(200).optional(),
  /** First and last day, in UTC: two auditors mean the same. */
  from: z.iso.date("Write the day as 2026-03-31.").optional(),
  to: z.iso.date("Write the day as 2026-03-31.").optional(),
});
/** Asks for what comes behind this event; see `auditNewsSchema`. */
export const auditNewsQuerySchema = z.object({
  after: z.string().regex(/^\d{1,18}$/, "Name the last event."),
});
export const auditNewsSchema = z.object({ news: z.boolean() });
export const auditEventSchema = z.object({
  id: z.string(),
  at: instant,
  actorKind: z.enum(["person", "agent", "system"]),
  actorId: z.string(),
  actorName: z.string(),
  address: z.string().nullable(),
  action: z.enum(AUDIT_ACTIONS),
  nounId: z.string(),
  nounName: z.string(),
  before: z.json().nullable(),
  after: z.json().nullable(),
  reason: z.string().nullable(),
});
export const auditPageSchema = pageOf(auditEventSchema);
export type AuditQuery = z.infer<typeof auditQuerySchema>;
export type AuditEventItem = z.infer<typeof auditEventSchema>;
