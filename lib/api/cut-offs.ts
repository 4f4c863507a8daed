import { z } from "zod";
import { JOB_STATES } from "@/lib/api/deployments";
import { heldCutOffSchema } from "@/lib/api/held-cut-offs";
import { instant, pageOf, pageQuery } from "@/lib/api/page";
import { changeSchema } from "@/lib/api/targets";

export const REASON_LIMIT = 400;
/** So many certificates are named where a cut-off touches others. */
export const OTHERS_LIMIT = 20;

const subject = {
  kind: heldCutOffSchema.shape.kind,
  /** Of the stored certificate or account. */
  id: z.uuid("Choose a certificate or an account."),
};
const place = z.strictObject({ serverId: z.uuid(), scope: z.string().max(260) });

export const planCutOffSchema = z.strictObject(subject);
export const startCutOffSchema = z.strictObject({
  ...subject,
  reason: z
    .string()
    .trim()
    .min(1, "Say why: it stays with the revisions and in the audit.")
    .max(REASON_LIMIT, `At most ${REASON_LIMIT} characters.`),
  /** Places where entries that somebody else made may go too. Elsewhere such entries stop the push. */
  takeOver: z.array(place).max(1000).default([]),
});
export const liftCutOffSchema = startCutOffSchema.pick({ reason: true });
export const retryCutOffSchema = z.strictObject({
  targetId: z.uuid("Choose a target."),
  takeOver: z.boolean().default(false),
});

/** What a cut-off does to one version of a site config. */
const effectSchema = z.object({
  changes: z.array(changeSchema),
  /** The many-to-one mapping that comes first from then on, its rules as text. */
  deny: z.object({ name: z.string(), rules: z.array(z.string()) }).nullable(),
  /** Name of the many-to-one mapping that goes on letting the certificate in: no rule can keep it out. */
  stillAllowedBy: z.string().nullable(),
});

const revisionSchema = effectSchema.extend({
  /** The revision that the new one is made of. */
  base: z.number().int(),
  newest: z.boolean(),
  /** No mapping is left in it. */
  empties: z.boolean(),
  /** A rest of the sentence "The certificate ..."; null for an account. */
  afterwards: z.object({ text: z.string(), letIn: z.boolean() }).nullable(),
  /** Stored certificates that become something else too, such as those with the same names. */
  others: z.array(z.object({ id: z.uuid(), displayName: z.string(), before: z.string(), after: z.string() })),
  othersTotal: z.number().int(),
  /** Saved tests that would fail. They are shown and do not stop a cut-off. */
  failedTests: z.array(z.string()),
  /** Entries of accounts with the same name that are spelt in another way: looked at by a person, not taken out. */
  alike: z.array(z.string()),
  targets: z.array(
    place.extend({
      serverName: z.string(),
      /** What its server last reported, against what is pushed. */
      changes: z.array(changeSchema),
      /** Entries of somebody else that the push would remove. They need `takeOver`, else the server refuses the push. */
      foreign: z.array(z.string()),
      observedAt: instant.nullable(),
      online: z.boolean(),
      /** A push that waits there and gives way, or runs and is waited for. */
      openJob: z.object({ state: z.enum(["queued", "leased"]), revision: z.number().int() }).nullable(),
      /** Why nothing can be pushed there at all. */
      problem: z.string().nullable(),
    }),
  ),
});

export const cutOffPlanSchema = z.object({
  ...subject,
  name: z.string(),
  siteConfigs: z.array(
    z.object({
      siteConfigId: z.uuid(),
      siteConfigName: z.string(),
      /** The draft loses the same; its other changes stay as they are and unpublished. Null: the draft does not have it. */
      draft: effectSchema.extend({ unpublished: z.boolean() }).nullable(),
      revisions: z.array(revisionSchema),
    }),
  ),
});

/** `waiting`: there is no job yet, since another push runs there. */
export const CUT_OFF_TARGET_STATES = ["waiting", ...JOB_STATES] as const;

export const cutOffTargetSchema = z.object({
  targetId: z.uuid(),
  serverId: z.uuid(),
  serverName: z.string(),
  scope: z.string(),
  online: z.boolean(),
  lastSeenAt: instant.nullable(),
  siteConfigId: z.uuid(),
  siteConfigName: z.string(),
  revision: z.number().int(),
  deploymentId: z.uuid().nullable(),
  state: z.enum(CUT_OFF_TARGET_STATES),
  code: z.string().nullable(),
  message: z.string().nullable(),
  verifiedAt: instant.nullable(),
});
export const cutOffItemSchema = heldCutOffSchema.extend({
  nounId: z.uuid(),
  finishedAt: instant.nullable(),
  /** Null: it holds, and a push that lets in who was cut off is stopped. */
  lifted: z.object({ at: instant, by: z.string(), reason: z.string() }).nullable(),
  targets: z.number().int(),
  verified: z.number().int(),
});
export const cutOffDetailSchema = cutOffItemSchema.extend({
  places: z.array(cutOffTargetSchema),
  /** Places outside of the reader's server groups that are not verified yet: others look after them. */
  elsewhere: z.number().int(),
});
export const cutOffQuerySchema = z.object({ ...pageQuery });
export const cutOffPageSchema = pageOf(cutOffItemSchema);

export type PlanCutOff = z.infer<typeof planCutOffSchema>;
export type StartCutOff = z.input<typeof startCutOffSchema>;
export type LiftCutOff = z.input<typeof liftCutOffSchema>;
export type RetryCutOff = z.input<typeof retryCutOffSchema>;
export type CutOffPlan = z.infer<typeof cutOffPlanSchema>;
export type CutOffEffect = z.infer<typeof effectSchema>;
export type CutOffRevision = z.infer<typeof revisionSchema>;
export type CutOffPlace = z.infer<typeof cutOffTargetSchema>;
export type CutOffItem = z.infer<typeof cutOffItemSchema>;
export type CutOffDetail = z.infer<typeof cutOffDetailSchema>;
export type CutOffQuery = z.infer<typeof cutOffQuerySchema>;
