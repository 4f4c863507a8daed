import type { DeploymentItem } from "@/lib/api/deployments";

/** What kind of push it is; undefined: an ordinary one. */
export const KINDS: Record<DeploymentItem["kind"], string | undefined> = {
  push: undefined,
  corrective: "Corrective push",
  rollback: "Rollback",
  cutOff: "Cut off",
  password: "New password",
};
