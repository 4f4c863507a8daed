import { Code } from "@mantine/core";
import type { ServerItem } from "@/lib/api/servers";

/** Where a person finds the fingerprint to compare with. The sample server's agent has no terminal of its own. */
export function WherePrinted({ server }: { server: Pick<ServerItem, "passwordHandling"> }) {
  if (server.passwordHandling === "sample") {
    return <>The terminal in which this console was started shows it, below “Fingerprint of this agent:”.</>;
  }
  return (
    <>
      The agent printed it in the terminal where you ran the enrolment command, below “Fingerprint of this
      agent:”. The command <Code>certmap-agent status</Code> prints it again.
    </>
  );
}
