import { StateBadge } from "@/components/ui/state-badge";
import { privilegedSign } from "@/lib/iis/privileged-account";

/** A word beside an account whose name looks like one of high rights; nothing beside others. */
export function PrivilegedBadge({ userName }: { userName: string }) {
  const sign = privilegedSign(userName);
  if (sign === null) return null;
  return <StateBadge state="warning" words={sign.by === "name" ? "Privileged name" : "Maybe privileged"} />;
}
