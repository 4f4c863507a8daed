import type { DeploymentTargetItem } from "@/lib/api/deployments";
import { openingWords } from "@/lib/api/maintenance-windows";

/** A waiting job in words that say what it waits for; undefined: the state's own word is enough. */
export function jobWords({ state, opens }: DeploymentTargetItem): string | undefined {
  if (state !== "queued") return undefined;
  return opens === null
    ? "Waiting"
    : `Opens ${openingWords({ at: Date.parse(opens.at), timeZone: opens.timeZone })}`;
}
