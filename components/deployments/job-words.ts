import type { DeploymentDetail, DeploymentTargetItem } from "@/lib/api/deployments";
import { openingWords } from "@/lib/api/maintenance-windows";

/** What a waiting job waits for, in words; undefined: the state's own word is enough. */
export function jobWords(
  { state, opens, wave }: DeploymentTargetItem,
  deployment: DeploymentDetail,
): string | undefined {
  if (state !== "queued") return undefined;
  if (deployment.state === "paused") return "Waits: the push is paused";
  if (wave > deployment.openWave) return "Waits for its wave";
  if (opens !== null) return `Opens ${openingWords({ at: Date.parse(opens.at), timeZone: opens.timeZone })}`;
  return "Waiting for the agent";
}

export function isCanary(
  { wave }: Pick<DeploymentTargetItem, "wave">,
  { rollout }: DeploymentDetail,
): boolean {
  return wave === 0 && rollout.canaryCount > 0;
}
