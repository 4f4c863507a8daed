import { Group } from "@mantine/core";
import { StateBadge } from "@/components/ui/state-badge";
import { TARGET_STATES, type TargetItem } from "@/lib/api/targets";

/** How many targets are in which state, worst first. */
const WORST_FIRST = [...TARGET_STATES].reverse();

export function TargetSummary({ targets }: { targets: readonly TargetItem[] }) {
  if (targets.length === 0) return <span>No site config yet</span>;
  const restarts = targets.filter(({ restartPendingSince }) => restartPendingSince !== null).length;
  const held = targets.filter(({ correctionHold }) => correctionHold !== null).length;
  return (
    <Group gap="sm" wrap="nowrap">
      {WORST_FIRST.map((state) => {
        const count = targets.filter((target) => target.state === state).length;
        return count > 0 && <StateBadge key={state} state={state} words={`${count} ${WORDS[state]}`} />;
      })}
      {restarts > 0 && <StateBadge state="restart-pending" words={`${restarts} restart pending`} />}
      {held > 0 && <StateBadge state="correction-held" words={`${held} held`} />}
    </Group>
  );
}

const WORDS = {
  "in-sync": "in sync",
  drifted: "drifted",
  pushing: "pushing",
  failed: "failed",
  undone: "undone",
  unknown: "unknown",
} as const;
