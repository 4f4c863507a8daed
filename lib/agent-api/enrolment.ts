import { z } from "zod";
import { epochSchema } from "@/lib/agent-api/jobs";
import { sealingKeySchema, signingKeySchema } from "@/lib/agent-api/keys";
import { PASSWORD_HANDLINGS } from "@/lib/iis/password-handling";

const label = z.string().max(256);

/** Signed with the very key it brings (assertion with subject `enrolment`): proof that the agent holds it. */
export const enrolmentRequestSchema = z.strictObject({
  protocol: z.literal(1),
  token: z.string().min(1).max(256),
  hostName: label.min(1),
  domain: label,
  osVersion: label,
  iisVersion: label,
  agentVersion: label,
  passwordHandling: z.enum(PASSWORD_HANDLINGS),
  signingKey: signingKeySchema,
  sealingKey: sealingKeySchema,
});
export const enrolmentAnswerSchema = z.object({
  serverId: z.uuid(),
  state: z.enum(["pending", "approved"]),
  /** The key that signs bundles; the agent checks it against the fingerprint of the enrolment command. */
  consoleKey: signingKeySchema,
  allowedSites: z.array(z.string()),
});
/** The agent leaves: its keys are removed from the host right after. */
export const unenrolmentRequestSchema = z.strictObject({
  protocol: z.literal(1),
  instanceId: z.uuid(),
  epoch: epochSchema,
});
export type UnenrolmentRequest = z.infer<typeof unenrolmentRequestSchema>;
export type EnrolmentRequest = z.infer<typeof enrolmentRequestSchema>;
export type EnrolmentAnswer = z.infer<typeof enrolmentAnswerSchema>;
