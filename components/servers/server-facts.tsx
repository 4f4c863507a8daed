import { AllowedSites } from "@/components/servers/allowed-sites";
import { PASSWORD_HANDLING_WORDS } from "@/components/servers/password-handling-words";
import { type Fact, FactList } from "@/components/ui/fact-list";
import { Fingerprint } from "@/components/ui/fingerprint";
import { Time } from "@/components/ui/time";
import type { ServerDetail } from "@/lib/api/servers";

/** What the server says about itself and what it was enrolled for. */
export function ServerFacts({
  server,
  fingerprint = false,
}: {
  server: ServerDetail;
  fingerprint?: boolean;
}) {
  const handling = PASSWORD_HANDLING_WORDS[server.passwordHandling];
  return (
    <FactList
      label={`Facts about ${server.name}`}
      facts={[
        ["Host name", server.hostName],
        ["Domain", reported(server.domain)],
        ["Operating system", reported(server.osVersion)],
        ["IIS", reported(server.iisVersion)],
        ["Agent", server.agentVersion],
        ["Enrolled", <Time key="enrolled" value={server.enrolledAt} />],
        ...(server.decided ? [decision(server, server.decided)] : []),
        ["May write", <AllowedSites key="sites" sites={server.allowedSites} />],
        ["New passwords", <span key="handling">{`${handling.label}. ${handling.explanation}`}</span>],
        ...(fingerprint
          ? ([
              ["Fingerprint", <Fingerprint key="fp" value={server.fingerprint} label="fingerprint" />],
            ] as const)
          : []),
      ]}
    />
  );
}

const DECISIONS: Partial<Record<ServerDetail["state"], string>> = {
  rejected: "Rejected",
  revoked: "Revoked",
};

/** Who let it in or turned it away. */
function decision({ state, automaticApproval }: ServerDetail, { at, by }: { at: string; by: string }): Fact {
  return [
    DECISIONS[state] ?? "Approved",
    <span key="decision">
      <Time value={at} />
      {automaticApproval
        ? `, automatically, by a token of ${by}. Nobody compared the fingerprint.`
        : ` by ${by}`}
    </span>,
  ];
}

function reported(text: string): string {
  return text === "" ? "Not reported" : text;
}
