import { StateBadge } from "@/components/ui/state-badge";
import type { DeploymentItem } from "@/lib/api/deployments";

/** How a push stands; one that nothing holds up but a maintenance window says so. */
export function DeploymentStateBadge({
  deployment: { state, waitsForWindow },
  filled = false,
}: {
  deployment: Pick<DeploymentItem, "state" | "waitsForWindow">;
  filled?: boolean;
}) {
  if (state === "pushing" && waitsForWindow)
    return <StateBadge state="queued" words="Waits for its window" filled={filled} />;
  return <StateBadge state={state} filled={filled} />;
}
