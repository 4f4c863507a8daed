import { z } from "zod";
import { TASK_STATES } from "@/lib/api/doctor";
import { COUNT_LIMIT, digestSchema, instant } from "@/lib/api/page";
import { changeSchema } from "@/lib/api/targets";

/** Which push is asked about; kept with the question. */
export const planQuestionSchema = z.object({
  siteConfigId: z.uuid(),
  revision: z.number().int().min(1).max(COUNT_LIMIT),
});

const count = z.number().int();
/** What the agent itself says that a push would do now. The lists are cut at 200, the counts are whole. */
export const serverPlanSchema = z.object({
  /** As `expectedDigest` of the console's plan, when the server is still as it last reported. */
  liveDigest: digestSchema,
  writes: z.boolean(),
  changes: z.array(changeSchema),
  changeCount: count,
  /** Need `takeOver`. */
  foreign: z.array(z.string()),
  foreignCount: count,
  /** Needs `allowEmpty`. */
  emptied: z.boolean(),
  /** Keys of http.sys records that would be changed. */
  bindings: z.array(z.string()),
  newPasswords: z.array(z.string()),
  newPasswordCount: count,
  warnings: z.array(z.string()),
  /** Why the push would be refused there now. */
  refusal: z.object({ code: z.string(), message: z.string() }).optional(),
});

/** `GET servers/{id}/tasks/{taskId}`. */
export const serverTaskSchema = z.object({
  id: z.uuid(),
  kind: z.string(),
  scope: z.string(),
  state: z.enum(TASK_STATES),
  /** Whether the server's agent is heard of; one that is not answers nothing. */
  online: z.boolean(),
  createdAt: instant,
  createdBy: z.string(),
  finishedAt: instant.nullable(),
  code: z.string().nullable(),
  message: z.string().nullable(),
  plan: serverPlanSchema.nullable(),
});

export type ServerPlan = z.infer<typeof serverPlanSchema>;
export type ServerTask = z.infer<typeof serverTaskSchema>;
