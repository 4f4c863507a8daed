import type { Overview } from "@/lib/api/overview";

/** One thing that waits for a person, as a state of the one vocabulary. */
export interface Need {
  state:
    | "pending"
    | "failed"
    | "undone"
    | "drifted"
    | "restart-pending"
    | "correction-held"
    | "offline"
    | "expired"
    | "expiring"
    | "unpublished"
    | "disabled";
  words: string;
  href: string;
}

/** What needs a person, the most urgent first: an outage or a break-in before housekeeping. */
export function needsOf({
  targets,
  restarts,
  corrections,
  servers,
  certificates,
  removals,
  cutOffs,
  generations,
  siteConfigs,
  accounts,
}: Overview): Need[] {
  const all: [count: number, need: (amount: (one: string, many: string) => string) => Need][] = [
    [
      cutOffs.open,
      (say) => ({
        state: "failed",
        words: say("cut-off has not reached every server", "cut-offs have not reached every server"),
        href: "/cut-offs",
      }),
    ],
    [
      generations.started,
      (say) => ({
        state: "failed",
        words: say(
          "older database was restored this week: agents take pushes of a new generation",
          "older databases were restored this week: agents take pushes of a new generation",
        ),
        href: "/audit?action=console.new-generation",
      }),
    ],
    [
      servers.quarantined,
      (say) => ({
        state: "failed",
        words: say(
          "server is quarantined: two machines speak with its key",
          "servers are quarantined: two machines speak with the key of each",
        ),
        href: "/servers?show=quarantined",
      }),
    ],
    [
      certificates.expired,
      (say) => ({
        state: "expired",
        words: say("mapped certificate has expired", "mapped certificates have expired"),
        href: "/certificates?validity=expired&mapped=yes",
      }),
    ],
    [
      removals.failed,
      (say) => ({
        state: "failed",
        words: say(
          "removal of an old certificate is not verified",
          "removals of old certificates are not verified",
        ),
        href: "/certificates/removals?state=failed",
      }),
    ],
    [
      targets.failed,
      (say) => ({
        state: "failed",
        words: say("push failed", "pushes failed"),
        href: "/servers?show=failed",
      }),
    ],
    [
      targets.undone,
      (say) => ({
        state: "undone",
        words: say("push was undone", "pushes were undone"),
        href: "/servers?show=undone",
      }),
    ],
    [
      corrections.held,
      (say) => ({
        state: "correction-held",
        words: say(
          "site is not corrected any more until a person pushes",
          "sites are not corrected any more until a person pushes",
        ),
        href: "/servers?show=correction-held",
      }),
    ],
    [
      targets.drifted,
      (say) => ({
        state: "drifted",
        words: say("site was changed on its server", "sites were changed on their servers"),
        href: "/servers?show=drifted",
      }),
    ],
    [
      restarts.pending,
      (say) => ({
        state: "restart-pending",
        words: say(
          "site waits for a restart of its web server",
          "sites wait for a restart of their web servers",
        ),
        href: "/servers?show=restart-pending",
      }),
    ],
    [
      servers.pending,
      (say) => ({
        state: "pending",
        words: say("server waits for approval", "servers wait for approval"),
        href: "/servers?show=pending",
      }),
    ],
    [
      servers.offline,
      (say) => ({
        state: "offline",
        words: say("server is offline", "servers are offline"),
        href: "/servers?show=offline",
      }),
    ],
    [
      certificates.in30Days,
      (say) => ({
        state: "expiring",
        words: say("mapped certificate expires within 30 days", "mapped certificates expire within 30 days"),
        href: "/certificates?validity=within-30&mapped=yes&sort=notAfter",
      }),
    ],
    [
      siteConfigs.unpublished,
      (say) => ({
        state: "unpublished",
        words: say("site config has unpublished changes", "site configs have unpublished changes"),
        href: "/site-configs",
      }),
    ],
    [
      accounts.withoutPassword,
      (say) => ({
        state: "disabled",
        words: say("account has no password stored", "accounts have no password stored"),
        href: "/accounts",
      }),
    ],
  ];
  return all.flatMap(([count, need]) =>
    count === 0 ? [] : [need((one, many) => `${count.toLocaleString("en")} ${count === 1 ? one : many}`)],
  );
}
