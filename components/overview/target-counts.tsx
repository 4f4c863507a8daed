import classes from "@/components/overview/overview.module.css";
import { Panel } from "@/components/overview/panel";
import { AppLink } from "@/components/ui/app-link";
import { StateBadge } from "@/components/ui/state-badge";
import type { Overview } from "@/lib/api/overview";
import { TARGET_STATES } from "@/lib/api/targets";

/** How the targets stand. Each number leads to where it can be looked into. */
export function TargetCounts({ targets, servers }: { targets: Overview["targets"]; servers: number }) {
  const total = Object.values(targets).reduce((sum, count) => sum + count, 0);
  const say = (count: number, noun: string) =>
    `${count.toLocaleString("en")} ${noun}${count === 1 ? "" : "s"}`;
  return (
    <Panel title={`${say(total, "target")} on ${say(servers, "server")}`}>
      <ul className={classes.counts}>
        {TARGET_STATES.map((state) => (
          <li key={state}>
            <AppLink
              href={`/servers?show=${state}`}
              className={[classes.count, targets[state] === 0 && classes.none].filter(Boolean).join(" ")}
            >
              <span className={classes.number}>{targets[state].toLocaleString("en")}</span>
              <StateBadge state={state} />
            </AppLink>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
