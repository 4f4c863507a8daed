import { z } from "zod";
import { heldCutOffSchema } from "@/lib/api/held-cut-offs";
import { COUNT_LIMIT, digestSchema, instant, pageOf, pageQuery } from "@/lib/api/page";
import { classedChangeSchema } from "@/lib/api/targets";

const place = { serverId: z.uuid("Choose a server."), scope: z.string().max(260) };

export const planDeploymentSchema = z.strictObject({
  siteConfigId: z.uuid("Choose a site config."),
  revision: z.number().int().min(1).max(COUNT_LIMIT),
  targets: z.array(z.strictObject(place)).min(1, "Choose at least one target.").max(1000),
});

/** The beginning of a maintenance window, in the time zone that it is kept in. */
export const opensSchema = z.object({ at: instant, timeZone: z.string() });

/** What will happen on one target, and what stands in the way. */
export const targetPlanSchema = z.object({
  ...place,
  serverName: z.string(),
  /** Observed against the revision; empty: nothing would change. */
  changes: z.array(classedChangeSchema),
  /** Entries on the server that the push would remove and that nobody adopted. They need `takeOver`. */
  foreign: z.array(z.string()),
  /** The push would empty a list that is not empty now. It needs `allowEmpty`. */
  emptied: z.boolean(),
  /** Digest of the observed sections that this plan was made from; null when nothing was reported yet. */
  expectedDigest: digestSchema.nullable(),
  observedAt: instant.nullable(),
  /** What the push would write into http.sys records, with the other sites that each record answers for. */
  bindings: z.array(
    z.object({
      key: z.string(),
      fields: z.array(
        z.object({
          field: z.enum(["dsMapper", "negotiateClientCertificate", "ctlStore"]),
          before: z.union([z.boolean(), z.string()]).nullable(),
          after: z.union([z.boolean(), z.string()]),
        }),
      ),
      others: z.array(z.object({ name: z.string(), bindings: z.array(z.string()) })),
    }),
  ),
  /** Other servers that have the same shared configuration: they change with this one. */
  alsoChanged: z.array(z.object({ id: z.uuid(), name: z.string() })),
  notTouched: z.array(z.string()),
  /** When the server's maintenance windows open; null: they are open, or there are none. */
  opens: opensSchema.nullable(),
  warnings: z.array(z.string()),
  /** What the site doctor would find wrong or odd once the push were done, problems first; a push does not wait for it. */
  findings: z.array(
    z.object({
      /** Id of the check, which its place on the doctor's page is named by. */
      check: z.string(),
      title: z.string(),
      verdict: z.enum(["problem", "warning"]),
      seen: z.string(),
    }),
  ),
  /** Why this target cannot be pushed to now. */
  blockers: z.array(z.object({ code: z.string(), message: z.string() })),
});
export const deploymentPlanSchema = z.object({
  targets: z.array(targetPlanSchema),
  /** Cut-offs of those whom the revision lets in: the push needs them set aside, with a reason. */
  cutOffs: z.array(heldCutOffSchema),
  /** Accounts whose password was never tried, where more than one server would try it by a logon: one of them goes first. */
  untriedPasswords: z.array(z.string()),
});

const reason = z.string("Say why.").trim().min(1, "Say why.").max(500, "At most 500 characters.");

/** How the push goes over its targets; the canary's are the first of `targets`. Left out: all at once. */
export const rolloutSettingsSchema = z.strictObject({
  canaryCount: z.number().int().min(0).max(1000).default(0),
  /** 0: all the rest in one wave. */
  waveSize: z.number().int().min(0).max(1000).default(0),
  /** After each wave; at most a week. */
  soakSeconds: z.number().int().min(0).max(604_800, "At most a week.").default(0),
  stopOnFailure: z.boolean().default(true),
});

export const startDeploymentSchema = z.strictObject({
  siteConfigId: z.uuid(),
  revision: z.number().int().min(1).max(COUNT_LIMIT),
  message: z.string().trim().max(500, "At most 500 characters.").default(""),
  rollout: rolloutSettingsSchema.optional(),
  /** Why the push does not wait for the servers' maintenance windows. */
  windowOverride: reason.optional(),
  /** Cut-offs that the person saw, by id, and why the revision is pushed all the same. */
  cutOffOverride: z.strictObject({ cutOffs: z.array(z.uuid()).min(1).max(1000), reason }).optional(),
  targets: z
    .array(
      z.strictObject({
        ...place,
        expectedDigest: digestSchema.nullable(),
        takeOver: z.boolean().default(false),
        allowEmpty: z.boolean().default(false),
      }),
    )
    .min(1, "Choose at least one target.")
    .max(1000),
});

/** Back to what revision `revision` says: a new revision, pushed; `rejects` is never applied again. */
export const rollBackSchema = startDeploymentSchema.omit({ message: true }).extend({
  rejects: z.number().int().min(1).max(COUNT_LIMIT),
  reason,
});

export const JOB_STATES = ["queued", "leased", "verified", "failed", "undone", "superseded"] as const;
/** `superseded`: it is over, nothing failed, and a newer push took the place of what it had not done. */
export const DEPLOYMENT_STATES = [
  "pushing",
  "paused",
  "soaking",
  "verified",
  "failed",
  "superseded",
  "aborted",
] as const;
export const DEPLOYMENT_KINDS = ["push", "corrective", "rollback", "cutOff", "password"] as const;

export const pauseDeploymentSchema = z.strictObject({
  reason: z.string().trim().max(500, "At most 500 characters.").default(""),
});
export const abortDeploymentSchema = z.strictObject({ reason });
/** Each target as it was seen: one that was tried again since is left as it is. */
export const retryTargetsSchema = z.strictObject({
  jobs: z
    .array(z.strictObject({ id: z.uuid(), attempt: z.number().int().min(1).max(COUNT_LIMIT) }))
    .min(1, "Choose at least one target.")
    .max(1000),
});

export const deploymentItemSchema = z.object({
  id: z.uuid(),
  /** "Deployment 12" */
  number: z.number().int(),
  siteConfigId: z.uuid(),
  siteConfigName: z.string(),
  revision: z.number().int(),
  message: z.string(),
  kind: z.enum(DEPLOYMENT_KINDS),
  state: z.enum(DEPLOYMENT_STATES),
  /** Beside `pushing`: no agent is at work on it, and it goes on when the maintenance window of a server opens. */
  waitsForWindow: z.boolean(),
  targets: z.number().int(),
  verified: z.number().int(),
  failed: z.number().int(),
  createdAt: instant,
  createdBy: z.string(),
});
/** A step of the agent's journal, in its order: received, checked, compared, backed-up, fenced, committed, re-read, restored. */
export const stepSchema = z.object({
  name: z.string(),
  at: instant,
  ok: z.boolean(),
  detail: z.string().optional(),
});
export const deploymentTargetSchema = z.object({
  id: z.uuid(),
  serverId: z.uuid(),
  serverName: z.string(),
  scope: z.string(),
  state: z.enum(JOB_STATES),
  /** From 0; the canary is wave 0. */
  wave: z.number().int(),
  /** It tries a new password before any other: later waves wait until it is verified. */
  triesPassword: z.boolean(),
  attempt: z.number().int(),
  sequence: z.number().int(),
  /** A waiting job whose server's maintenance windows are closed: when they open. */
  opens: opensSchema.nullable(),
  steps: z.array(stepSchema),
  code: z.string().nullable(),
  message: z.string().nullable(),
  warnings: z.array(z.string()),
  observedDigest: z.string().nullable(),
  /** It was verified, and counts after a restart of the web server that nobody has seen yet. */
  restartPending: z.boolean(),
  /** Servers that share the configuration that was written, as each was seen since; none after a newer push there. */
  readers: z.array(
    z.object({
      id: z.uuid(),
      name: z.string(),
      /** `waiting`: it has not reported since the push was verified. `unknown`: its reports do not tell of this place. */
      state: z.enum(["equal", "different", "waiting", "unknown"]),
      seenAt: instant.nullable(),
      /** Accounts whose password IIS cannot decrypt there: the encryption keys are not the writer's. */
      undecryptable: z.array(z.string()),
    }),
  ),
  startedAt: instant.nullable(),
  finishedAt: instant.nullable(),
});
export const deploymentDetailSchema = deploymentItemSchema.extend({
  digest: digestSchema,
  rollout: rolloutSettingsSchema.required(),
  openWave: z.number().int(),
  soakUntil: instant.nullable(),
  /** Why it is paused or was aborted. */
  stateReason: z.string().nullable(),
  windowOverride: z.string().nullable(),
  /** Number of the revision that a rollback from this one goes to; null: there is none, or this one is rolled back already. */
  rollbackTo: z.number().int().nullable(),
  jobs: z.array(deploymentTargetSchema),
});
/** A message of `GET deployments/{id}/events`: the deployment without its jobs, and those jobs that changed (at first all). */
export const deploymentNewsSchema = z.object({
  deployment: deploymentDetailSchema.omit({ jobs: true }),
  jobs: z.array(deploymentTargetSchema),
});
export const deploymentQuerySchema = z.object({ ...pageQuery });
export const deploymentPageSchema = pageOf(deploymentItemSchema);

export type PlanDeployment = z.infer<typeof planDeploymentSchema>;
export type TargetPlan = z.infer<typeof targetPlanSchema>;
export type DeploymentPlan = z.infer<typeof deploymentPlanSchema>;
export type StartDeployment = z.input<typeof startDeploymentSchema>;
export type DeploymentNews = z.infer<typeof deploymentNewsSchema>;
export type PauseDeployment = z.input<typeof pauseDeploymentSchema>;
export type AbortDeployment = z.infer<typeof abortDeploymentSchema>;
export type RollBack = z.input<typeof rollBackSchema>;
export type RetryTargets = z.infer<typeof retryTargetsSchema>;
export type DeploymentQuery = z.infer<typeof deploymentQuerySchema>;
export type DeploymentItem = z.infer<typeof deploymentItemSchema>;
export type DeploymentTargetItem = z.infer<typeof deploymentTargetSchema>;
export type DeploymentDetail = z.infer<typeof deploymentDetailSchema>;
