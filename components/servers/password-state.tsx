import type { ObservedScope } from "@/components/servers/observed-config";
import { StateBadge } from "@/components/ui/state-badge";

/** How the password stands in the file; its value stays on the server. */
export function PasswordState({ password }: { password: ObservedScope["passwords"][number] | undefined }) {
  if (password === undefined) return <span>Not reported</span>;
  if (password.state === "absent") return <StateBadge state="disabled" words="Not set" />;
  if (password.state === "clear") return <StateBadge state="failed" words="In clear text" />;
  return (
    <StateBadge state="in-sync" words={`Encrypted${password.provider ? ` (${password.provider})` : ""}`} />
  );
}
