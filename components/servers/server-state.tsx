import { StateBadge } from "@/components/ui/state-badge";
import type { ServerItem } from "@/lib/api/servers";

/** One word for a list: whether it is let in, and for those that are, whether it is heard. */
export function ServerState({ server }: { server: Pick<ServerItem, "state" | "connection"> }) {
  if (server.state === "approved") return <StateBadge state={server.connection} />;
  if (server.state === "pending") return <StateBadge state="pending" words="Waiting for approval" />;
  return <StateBadge state={server.state} />;
}
