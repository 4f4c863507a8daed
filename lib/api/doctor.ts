import { z } from "zod";
import { COUNT_LIMIT, instant } from "@/lib/api/page";
import { bindingWishesSchema } from "@/lib/iis/binding-wish";
import { GROUPS, VERDICTS } from "@/lib/iis/doctor/check";
import { DRAFT_FIXES } from "@/lib/iis/doctor/draft-fix";
import { PROBE_OUTCOMES } from "@/lib/iis/probe";

const site = z.string("Name the site.").min(1, "Name the site.").max(260);

/** `GET servers/{id}/doctor` and `GET servers/{id}/test-kit`. */
export const doctorQuerySchema = z.object({ site });

const checkSchema = z.object({
  id: z.string(),
  title: z.string(),
  group: z.enum(GROUPS),
  verdict: z.enum(VERDICTS),
  seen: z.string(),
  /** Null: the agent has reported nothing. */
  seenAt: instant.nullable(),
  /** What a request gets when it is not true. */
  why: z.string(),
  statuses: z.array(z.string()),
  fix: z.string().optional(),
  /** What Certmap can put right: in the draft of the site config, or with the flags of a binding. */
  fixInNextPush: z
    .discriminatedUnion("kind", [
      z.object({ kind: z.literal("draft-change"), change: z.enum(DRAFT_FIXES), words: z.string() }),
      z.object({ kind: z.literal("binding-flags"), wishes: bindingWishesSchema, words: z.string() }),
    ])
    .optional(),
  /** A command for the server itself. */
  byHand: z.string(),
  sure: z.enum(["documented", "hypothesis"]),
  source: z.string(),
});

/** `unanswered`: the agent is away, or older than tasks. */
export const TASK_STATES = ["queued", "running", "done", "refused", "unanswered"] as const;
const taskSchema = z.object({
  id: z.uuid(),
  kind: z.string(),
  state: z.enum(TASK_STATES),
  createdAt: instant,
  createdBy: z.string(),
  finishedAt: instant.nullable(),
  code: z.string().nullable(),
  message: z.string().nullable(),
  probe: z
    .object({
      binding: z.string(),
      address: z.string(),
      protocol: z.string().nullable(),
      outcome: z.enum(PROBE_OUTCOMES),
      asPredicted: z.boolean(),
      /** What the answer shows. `let-in`: a certificate was shown and not refused; whether it signed somebody in cannot be told from that. */
      verified: z.enum(["configuration", "let-in", "sign-in"]),
      /** Why a prediction that came true is bad news. */
      badNews: z.string().nullable(),
      detail: z.string(),
    })
    .nullable(),
});

export const TARGET_PROBES = ["off", "withoutCertificate"] as const;

export const doctorSchema = z.object({
  server: z.object({
    id: z.uuid(),
    name: z.string(),
    approved: z.boolean(),
    agentVersion: z.string(),
    /** See the server. */
    newerAgent: z.string().nullable(),
  }),
  site: z.string(),
  inventoryAt: instant.nullable(),
  checks: z.array(checkSchema),
  /** The site's https bindings, and what a probe of each must come to. */
  bindings: z.array(
    z.object({
      bindingInformation: z.string(),
      key: z.string(),
      /** Other sites of this server that the flags of this http.sys record hold for. */
      sharedWith: z.array(z.string()),
      prediction: z.object({ words: z.string(), because: z.string() }),
    }),
  ),
  target: z
    .object({
      id: z.uuid(),
      siteConfigId: z.uuid(),
      siteConfigName: z.string(),
      probe: z.enum(TARGET_PROBES),
      bindingFlags: bindingWishesSchema,
    })
    .nullable(),
  /** The newest first. */
  tasks: z.array(taskSchema),
});

/** `POST servers/{id}/tasks`. */
export const startTaskSchema = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("inventory") }),
  z.strictObject({
    kind: z.literal("plan"),
    siteConfigId: z.uuid("Choose a site config."),
    revision: z.number().int().min(1).max(COUNT_LIMIT),
    scope: z.string().max(260),
  }),
  z.strictObject({
    kind: z.literal("probe"),
    site,
    binding: z.string("Name the binding.").min(1, "Name the binding.").max(300),
    certificate: z
      .string()
      .trim()
      .transform((text) => text.replaceAll(/[\s:]/g, "").toLowerCase())
      .pipe(z.string().regex(/^[0-9a-f]{40}$/, "A thumbprint has 40 hex digits (SHA-1)."))
      .optional(),
  }),
]);
export const taskStartedSchema = z.object({ id: z.uuid() });

/** `POST targets/{id}/draft-fixes`: what the check proposes, looked up anew. */
export const fixDraftSchema = z.strictObject({ check: z.string().max(100) });
/** `PUT targets/{id}/binding-flags`: all of them; none takes the wishes away. */
export const setBindingFlagsSchema = z.strictObject({ wishes: bindingWishesSchema });
/** `PUT targets/{id}/probe`. */
export const setProbeSchema = z.strictObject({ probe: z.enum(TARGET_PROBES) });

export type Doctor = z.infer<typeof doctorSchema>;
export type DoctorCheck = Doctor["checks"][number];
export type DoctorTask = Doctor["tasks"][number];
export type StartTask = z.input<typeof startTaskSchema>;
