import { z } from "zod";
import { deploymentItemSchema, startDeploymentSchema, targetPlanSchema } from "@/lib/api/deployments";

/** What it takes to bring an account's password to every server whose agent replaces passwords: one push for each deployed revision. */
export const passwordPushPlanSchema = z.object({
  userName: z.string(),
  pushes: z.array(
    z.object({
      siteConfigId: z.uuid(),
      siteConfigName: z.string(),
      /** The one that is deployed there: nothing newer comes along. */
      revision: z.number().int(),
      targets: z.array(targetPlanSchema),
    }),
  ),
});
export const startPasswordPushSchema = z.strictObject({
  message: startDeploymentSchema.shape.message,
  pushes: z
    .array(startDeploymentSchema.omit({ message: true, cutOffOverride: true }))
    .min(1, "Choose at least one target.")
    .max(1000),
});
export const passwordPushSchema = z.object({ deployments: z.array(deploymentItemSchema) });

export type PasswordPushPlan = z.infer<typeof passwordPushPlanSchema>;
export type StartPasswordPush = z.input<typeof startPasswordPushSchema>;
export type PasswordPush = z.infer<typeof passwordPushSchema>;
