import { z } from "zod";
import { planResultSchema } from "@/lib/agent-api/plan-result";
import { inventorySchema } from "@/lib/iis/inventory";
import { PROBE_OUTCOMES } from "@/lib/iis/probe";

/** After this a task counts as not answered; an agent of before tasks never answers. */
export const TASK_SECONDS = 120;

/** Part of a poll's answer. Given out once: there is nothing to repeat in a question. */
export const taskSchema = z.object({
  id: z.uuid(),
  /** `inventory`, `probe` or `plan`; an agent says `task-unknown` to another one. A task never writes. */
  kind: z.string().max(64),
  scope: z.string(),
  input: z.unknown(),
});

const bindingToAsk = {
  /** `bindingInformation` of an https binding of the site, as the inventory has it. */
  binding: z.string().max(300),
  /** Any of these is as predicted. */
  expect: z.array(z.enum(PROBE_OUTCOMES)).min(1),
};

/** So many bindings of a site a push asks. */
export const PROBED_BINDINGS = 8;

/** A request to one of the site's own bindings; where it goes is found by the agent and never told to it. */
export const probeRequestSchema = z.object({
  ...bindingToAsk,
  /** With a push: the site's other https bindings, asked in the same way. An older agent asks the first one only. */
  also: z
    .array(z.object(bindingToAsk))
    .max(PROBED_BINDINGS - 1)
    .optional(),
  /** With a push: so many more there are that nobody asks. */
  unasked: z.number().int().optional(),
  /** SHA-1 of a certificate in LocalMachine\My to show; its key never leaves the store. Absent: none is shown. */
  certificate: z
    .string()
    .regex(/^[0-9a-f]{40}$/)
    .optional(),
});

export const probeResultSchema = z.strictObject({
  binding: z.string().max(300),
  /** `127.0.0.1:443`: where the connection went. */
  address: z.string().max(300),
  /** `TLSv1.3`; null when there was no handshake. */
  protocol: z.string().max(32).nullable(),
  outcome: z.enum(PROBE_OUTCOMES),
  status: z.number().int().nullable(),
  substatus: z.number().int().nullable(),
  hresult: z.string().max(16).nullable(),
  asPredicted: z.boolean(),
  /** `sign-in` only when a certificate was shown. */
  verified: z.enum(["configuration", "sign-in"]),
  detail: z.string().max(2000),
});

export const taskResultRequestSchema = z.strictObject({
  outcome: z.enum(["done", "refused"]),
  /** Stable code and sentence of a refusal. */
  code: z.string().max(64).optional(),
  message: z.string().max(4000).optional(),
  probe: probeResultSchema.optional(),
  plan: planResultSchema.optional(),
  inventory: inventorySchema.optional(),
});

export type Task = z.infer<typeof taskSchema>;
export type ProbeRequest = z.infer<typeof probeRequestSchema>;
export type ProbeResult = z.infer<typeof probeResultSchema>;
export type TaskResultRequest = z.infer<typeof taskResultRequestSchema>;
