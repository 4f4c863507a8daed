import { StateBadge } from "@/components/ui/state-badge";
import type { ServerGroupRef } from "@/lib/api/server-groups";

/** Beside a role that is limited to server groups. */
export function OnlyGroups({ groups }: { groups: readonly ServerGroupRef[] }) {
  if (groups.length === 0) return null;
  return <StateBadge state="info" words={`Only ${groups.map(({ name }) => name).join(", ")}`} wrap />;
}
