import { z } from "zod";
import { taskSchema } from "@/lib/agent-api/tasks";
import { inventorySchema } from "@/lib/iis/inventory";

const digest = z.string().regex(/^[0-9a-f]{64}$/);

/** Counted in 32 bits by the console; two thousand million starts are enough. */
export const epochSchema = z.number().int().min(1).max(2_147_483_647);

export const pollRequestSchema = z.strictObject({
  protocol: z.literal(1),
  /** Made at each start of the agent; the newest epoch wins, an older one is fenced. */
  instanceId: z.uuid(),
  epoch: epochSchema,
  agentVersion: z.string().max(256),
  /** The agent's clock minus the console's, as it measured; its assertions are corrected by it already. */
  clockSkewMs: z.number().int().optional(),
});

export const jobSchema = z.object({
  id: z.uuid(),
  kind: z.literal("apply"),
  scope: z.string(),
  attempt: z.number().int(),
  leaseId: z.uuid(),
  /** Raised with every lease; the agent asks for a renewal with it right before it commits. */
  fencing: z.number().int(),
  bundleDigest: digest,
});
export const pollAnswerSchema = z.object({
  state: z.enum(["pending", "approved"]),
  job: jobSchema.optional(),
  /** Of `job`: the very text that GET bundles/{bundleDigest} answers. Left out where it is long, and by older consoles: then it is fetched. */
  bundle: z.string().optional(),
  task: taskSchema.optional(),
});

export const leaseProofSchema = z.strictObject({ leaseId: z.uuid(), fencing: z.number().int() });

/** In the order of an apply; the last one that is there tells how far it got. */
export const STEP_NAMES = [
  "received",
  "checked",
  "compared",
  "tried",
  "backed-up",
  "fenced",
  "committed",
  "re-read",
  "probed",
  "restored",
] as const;
export const jobStepSchema = z.strictObject({
  name: z.enum(STEP_NAMES),
  at: z.iso.datetime(),
  ok: z.boolean(),
  detail: z.string().max(2000).optional(),
});

export const jobResultRequestSchema = z.strictObject({
  attempt: z.number().int(),
  leaseId: z.uuid(),
  fencing: z.number().int(),
  outcome: z.enum(["verified", "failed", "undone"]),
  /** Stable code and sentence of what went wrong; absent when verified. */
  code: z.string().max(64).optional(),
  message: z.string().max(4000).optional(),
  steps: z.array(jobStepSchema).max(50),
  /** Digest of what was read back, of the sections that the revision manages. */
  observedDigest: digest.optional(),
  warnings: z.array(z.string().max(2000)).max(100),
  inventory: inventorySchema.optional(),
});

export const reportRequestSchema = z.strictObject({
  protocol: z.literal(1),
  instanceId: z.uuid(),
  epoch: epochSchema,
  inventory: inventorySchema,
});

export type PollRequest = z.infer<typeof pollRequestSchema>;
export type PollAnswer = z.infer<typeof pollAnswerSchema>;
export type Job = z.infer<typeof jobSchema>;
export type LeaseProof = z.infer<typeof leaseProofSchema>;
export type JobStep = z.infer<typeof jobStepSchema>;
export type JobResultRequest = z.infer<typeof jobResultRequestSchema>;
export type ReportRequest = z.infer<typeof reportRequestSchema>;
